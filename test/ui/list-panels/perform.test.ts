import { describe, expect, it } from "vitest";
import { performPanel } from "../../../src/ui/list-panels/perform-panel.ts";
import type { PanelEffect, PanelNews } from "../../../src/ui/list-panels/panel.ts";
import { openServices } from "../../../src/ui/services.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { inputOf } from "./panel-fixture.ts";

const services = openServices(".", {}, () => 0);
const gender = draftOf([
  ["man", "woman"],
  ["king", "queen"],
]);

async function newsOf(effects: readonly PanelEffect[], signal: AbortSignal): Promise<readonly PanelNews[]> {
  const all: PanelNews[] = [];
  for (const effect of effects) await performPanel(effect, services, (news) => all.push(news), signal);
  return all;
}

const about = { key: "key", revision: 3 };

/** Equi gives partners the same probability after partner prompts, bit for bit; the model as it is does not. */
function expectFair(news: PanelNews | undefined): void {
  const { rows } = news?.kind === "found" && news.job === "next" ? news.value : { rows: [] };
  expect(rows.map(({ cells }) => cells[0]?.after)).toEqual(rows.map(({ cells }) => cells[1]?.after));
  expect(rows.map(({ cells }) => cells[0]?.before)).not.toEqual(rows.map(({ cells }) => cells[1]?.before));
}

/** The shares are probabilities of everything there is: 1, but for the rounding of 50,257 logits of 32 bits. */
function expectWhole(news: PanelNews | undefined): void {
  const { rows } = news?.kind === "found" && news.job === "coverage" ? news.value : { rows: [] };
  expect(rows.map(({ demographic }) => demographic)).toEqual(["man", "woman"]);
  for (const { equality, relaxedAway, general, neutral } of rows)
    expect(equality + relaxedAway + general + neutral).toBeCloseTo(1, 3);
}

describe("the panels' work in its own thread, with the bundled model", () => {
  it("finds what the panels ask about the draft that was checked last", async () => {
    const controller = new AbortController();
    const [linted, preview, next, coverage, suggestions] = await newsOf(
      [
        { kind: "lint", revision: 3, input: inputOf(gender) },
        { kind: "preview", prompt: "The king saw", isRelaxed: false, ...about },
        { kind: "next", prompt: "The man was", isRelaxed: false, ...about },
        { kind: "coverage", contexts: "respect", ...about },
        { kind: "suggestions", ...about },
      ],
      controller.signal,
    );
    controller.abort();
    expect(linted).toMatchObject({ kind: "linted", found: { revision: 3, action: { order: 2, movedRows: 2 } } });
    expect(preview).toMatchObject({ value: { images: [{ text: "The king saw" }, { text: "The queen saw" }] } });
    expect(suggestions).toMatchObject({ kind: "found", job: "suggestions" });
    expect(next).toMatchObject({ job: "next", value: { decoder: "equi", demographics: ["man", "woman"] } });
    expectFair(next);
    expectWhole(coverage);
  });

  it("tells nothing about a draft that is gone, and why a prompt has no next token", async () => {
    const controller = new AbortController();
    const news = await newsOf(
      [
        { kind: "lint", revision: 3, input: inputOf(gender) },
        { kind: "preview", prompt: "old", isRelaxed: false, key: "key", revision: 2 },
        { kind: "next", prompt: "", isRelaxed: false, ...about },
      ],
      controller.signal,
    );
    controller.abort();
    expect(news.map(({ kind }) => kind)).toEqual(["linted", "failed"]);
    expect(news[1]).toMatchObject({ job: "next", message: expect.stringContaining("expected 1 to") as string });
  });

  it("ends with the screen and tells nothing more", async () => {
    const controller = new AbortController();
    const all: PanelNews[] = [];
    const input = inputOf(gender);
    const running = performPanel(
      { kind: "lint", revision: 0, input },
      services,
      (one) => all.push(one),
      controller.signal,
    );
    controller.abort();
    await running;
    expect(all).toEqual([]);
  });
});
