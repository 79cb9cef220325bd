import { describe, expect, it } from "vitest";
import { afterEvent, goingOn, openingAudit, paceOf } from "../../../src/ui/audit/running-audit.ts";
import { linesOfSection, resultRoom } from "../../../src/ui/audit/result-lines.ts";
import { stepRun } from "../../../src/ui/audit/run-state.ts";
import { auditFixture } from "../../report/fixture.ts";
import { atWork, named, runAfter, typed } from "./drive.ts";

const { result } = auditFixture();
const news = { kind: "news", news: { kind: "audit", audit: atWork } } as const;
const found = { kind: "news", news: { kind: "result", result, files: ["report.html"] } } as const;
const effectsOf = (state: ReturnType<typeof runAfter>, event: Parameters<typeof stepRun>[1]) =>
  stepRun(state, event).effects?.map(({ kind }) => kind) ?? [];

describe("an audit at work", () => {
  it("is paused, goes on and is stopped by keys, and left without any of it", () => {
    const state = runAfter(news);
    expect(effectsOf(state, typed("p"))).toEqual(["pause"]);
    expect(effectsOf(state, typed("s"))).toEqual(["stop"]);
    const paused = runAfter({ kind: "news", news: { kind: "audit", audit: { ...atWork, state: "paused" } } });
    expect(effectsOf(paused, typed("p"))).toEqual(["resume"]);
    expect(stepRun(state, named("escape"))).toEqual({ state, go: "back" });
  });

  it("is looked at anew when it ends", () => {
    const ended = { kind: "news", news: { kind: "audit", audit: { ...atWork, state: "finished" } } } as const;
    expect(effectsOf(runAfter(news), ended)).toEqual(["look"]);
  });

  it("keeps its problem for the offer to go on", () => {
    const state = runAfter(
      { kind: "news", news: { kind: "audit", audit: { ...atWork, state: "failed", problem: "The disk is full." } } },
      { kind: "news", news: { kind: "unfinished", texts: 1000, done: 480 } },
    );
    expect(state.content).toMatchObject({ kind: "unfinished", problem: "The disk is full.", done: 480 });
    expect(effectsOf(state, named("enter"))).toEqual(["resume"]);
  });

  it("shows other labels and scrolls within the shares", () => {
    expect(runAfter(news, typed("n")).label).toBe("neutral");
    expect(runAfter(news, ...Array.from({ length: 9 }, () => named("down"))).top).toBe(3);
    expect(runAfter(news, named("up")).top).toBe(0);
  });
});

describe("what an audit tells", () => {
  const opened = openingAudit("/runs/first", "unmasked", 0);
  const planned = { kind: "planned", units: 10, texts: 1000, unitsDone: 2, textsDone: 200 } as const;

  it("its pace counts neither what was there nor a pause", () => {
    const begun = afterEvent(opened, planned, 1000);
    expect(paceOf(begun)).toEqual({});
    const later = afterEvent(begun, { kind: "written", texts: 300 }, 11_000);
    expect(paceOf(later)).toEqual({ rate: 10, left: 70 }); // 100 texts in 10 s; 700 are left
    expect(paceOf(goingOn(later, 500_000))).toEqual({});
  });

  it("stays stopping or pausing whatever phase comes", () => {
    const phase = { kind: "phase", phase: "measuring" } as const;
    expect(afterEvent(opened, phase, 1).state).toBe("measuring");
    expect(afterEvent({ ...opened, state: "stopping" }, phase, 1).state).toBe("stopping");
    expect(afterEvent({ ...opened, state: "stopping" }, { kind: "stopped" }, 1).state).toBe("stopped");
  });
});

const section = (...keys: readonly string[]) => {
  const { content } = runAfter(found, ...keys.map(typed));
  return content.kind === "result" ? content.result : undefined;
};

describe("a result", () => {
  it("begins with the verdicts; numbers and arrows lead to its parts", () => {
    expect(section()?.section).toBe("verdicts");
    expect(section("4")?.section).toBe("quality");
    expect(section("l", "l")?.section).toBe("samples");
    expect(section("h")?.section).toBe("verdicts");
  });

  it("shows the declared contrasts, or all of the declared view", () => {
    const contrasts = (rows: ReturnType<typeof section>) => rows?.rows.filter(({ kind }) => kind === "contrast").length;
    const { view } = result.config.analysis;
    const inView = result.contrasts.filter((contrast) => contrast.view === view);
    expect(contrasts(section())).toBe(inView.filter(({ declared }) => declared).length);
    expect(contrasts(section("a"))).toBe(inView.length);
  });

  it("shows no text before the warning was read", () => {
    expect(section("3")?.isRevealed).toBe(false);
    const { content } = runAfter(found, typed("3"), named("enter"));
    expect(content).toMatchObject({ result: { isRevealed: true } });
  });

  it("finds what is sought, and searches on from there", () => {
    const state = runAfter(found, typed("2"), typed("/"), typed("equizero"), named("enter"));
    const [first, next] = [state, stepRun(state, typed("n")).state].map(({ content }) =>
      content.kind === "result" ? content.result.top : -1,
    );
    expect(first).toBeGreaterThan(0);
    expect(next).toBeGreaterThan(first ?? 0);
  });

  it("is searched and scrolled by the lines that are drawn, also for a screen reader", () => {
    const size = { columns: 80, rows: 13, screenReader: true };
    const look = { ...size, rows: size.rows - 3, plain: true };
    const top = (...keys: readonly ReturnType<typeof typed>[]) => {
      const { content } = runAfter({ kind: "size", size }, found, ...keys);
      if (content.kind !== "result") throw new Error("expected a result");
      const { lineAt, count } = linesOfSection(content.result, look);
      const text = lineAt(content.result.top)
        .map((span) => span.text)
        .join("");
      return { at: content.result.top, text, count };
    };
    expect(top(typed("/"), typed("declared before"), named("enter")).text).toContain("Declared before");
    const end = top(named("end"));
    expect(end.at).toBe(Math.max(0, end.count - resultRoom(look.rows)));
    expect(top(named("end"), named("up")).at).toBe(Math.max(0, end.at - 1));
  });

  it("reads its samples once it is there, and takes Esc back", () => {
    expect(effectsOf(runAfter(), found)).toEqual(["samples"]);
    expect(stepRun(runAfter(found), named("escape")).go).toBe("back");
  });
});
