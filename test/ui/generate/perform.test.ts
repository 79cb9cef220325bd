import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatePerformer } from "../../../src/ui/generate/perform.ts";
import { type GenerateEffect, type GenerateState, startState } from "../../../src/ui/generate/state.ts";
import { allSamples } from "../../../src/ui/generate/texts.ts";
import { openServices, type Services } from "../../../src/ui/services.ts";
import { runCommand } from "../../cli/run-command.ts";
import { after, type Event, named, news, text } from "./made-up.ts";

let folder: string;
let services: Services;
let clock = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenhand-generate-"));
  services = openServices(folder, { environment: { EVENHAND_CACHE: folder }, offline: true }, () => (clock += 50));
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

/** A session: steps and what they ask for, until nothing is left to do. */
async function played(state: GenerateState, ...events: readonly Event[]) {
  const copied: string[] = [];
  const perform = generatePerformer(services, (text) => void copied.push(text));
  const never = new AbortController().signal;
  let now = state;
  let tells = 0;
  const carry = async (effects: readonly GenerateEffect[]): Promise<void> => {
    for (const effect of effects) {
      await perform(
        effect,
        (told) => {
          tells++;
          now = after(now, news(told)).state;
        },
        never,
      );
    }
  };
  for (const event of events) {
    const step = after(now, event);
    now = step.state;
    await carry(step.effects);
  }
  return { state: now, copied, tells };
}

const withValues = (values: Partial<GenerateState["form"]["values"]>): GenerateState => ({
  ...startState,
  form: { ...startState.form, values: { ...startState.form.values, maxNewTokens: "4", ...values } },
});
const enter = named("enter");

/** A command as a shell takes it apart: words, quoted or not. */
const argumentsOf = (command: string): readonly string[] =>
  Array.from(
    command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/gu),
    ([, quoted, plain]) => quoted?.replaceAll("'\\''", "'") ?? plain ?? "",
  );

describe("generating on the bundled model", () => {
  it("saves byte for byte what the copied command writes, for all decoders that were looked at", async () => {
    const start = withValues({
      words: "gender+race",
      samples: "3",
      seed: "7",
      beam: "2",
      prompt: "The {demographic} didn't",
    });
    const { state, copied } = await played(start, enter, text("1"), text("2"), text("c"), text("s"), enter);
    expect(state.problem).toBeUndefined();
    expect(state.message).toContain("texts are saved in");
    const saved = await readFile(join(folder, "samples.jsonl"), "utf8");
    const [, ...command] = argumentsOf(copied[0] ?? "");
    const at = command.indexOf("--");
    const { out, code } = await runCommand(...command.slice(0, at), "--json", "--threads", "1", ...command.slice(at));
    expect(code).toBe(0);
    expect(saved).toBe(out);
    expect(
      new Set(Array.from(state.texts === undefined ? [] : allSamples(state.texts), ({ decoder }) => decoder)),
    ).toEqual(new Set(["equizero", "base", "equi"]));
  });

  it("tells rounds: a candidate for each view, named by what it is about, the winner among the best", async () => {
    const { state } = await played(withValues({ beam: "2" }), enter);
    const [block] = state.texts?.made.get("equizero")?.blocks ?? [];
    expect(block?.rounds.map(({ number }) => number)).toEqual([0, 1]);
    for (const { candidates, winner } of block?.rounds ?? []) {
      expect(candidates.map(({ view }) => view)).toEqual(["man", "woman"]);
      const most = Math.max(...candidates.map(({ score }) => score));
      expect(candidates[winner]?.score).toBe(most);
    }
  });

  it("saves CSV, asks before it replaces a file, and says what is wrong with a path", async () => {
    await writeFile(join(folder, "mine.csv"), "old");
    const path = [named("backspace"), ...Array.from({ length: 40 }, () => named("backspace"))];
    const start = withValues({ decoder: "base", words: "gender,race" });
    const asked = await played(start, enter, text("c"), text("s"), ...path, text("mine.csv"), enter);
    expect(asked.state.question).toEqual({ kind: "replace", path: "mine.csv" });
    expect(await readFile(join(folder, "mine.csv"), "utf8")).toBe("old");
    const replaced = await played(asked.state, enter);
    expect(replaced.state.message).toContain("5 texts are saved in");
    const saved = await readFile(join(folder, "mine.csv"), "utf8");
    expect(saved).toMatch(/^id,words,context,/u);
    const [, ...command] = argumentsOf(asked.copied[0] ?? "");
    const at = command.indexOf("--");
    const written = await runCommand(...command.slice(0, at), "--csv", "--threads", "1", ...command.slice(at));
    expect(written.out).toBe(saved);
    const wrong = await played(replaced.state, text("s"), ...path, text("mine"), enter);
    expect(wrong.state.problem).toContain("expected a name that ends with .jsonl or .csv");
  });

  it.each([
    [{ model: "minni/none", prompt: "The man" }, /minni/u],
    [{ words: "gendre" }, /Word list: expected a shipped list .* Did you mean gender\?/u],
    [{ contexts: "respekt" }, /--contexts: expected shipped contexts/u],
    [{ prompt: "It rained in" }, /^prompt "It rained in": expected \{demographic\} or a word of the list gender/u],
    [{ prompt: " " }, /^Prompt 1: expected some text/u],
    [{ prompt: "{demographic} and {demographic}" }, /expected \{demographic\} once/u],
  ])("stays on the form and says why for %j", async (values, message) => {
    const { state } = await played(withValues(values), enter);
    expect(state).toMatchObject({ at: "form", opening: false });
    expect(state.problem).toMatch(message);
  });

  it("stops between passes once it is told to, and tells nothing any more", async () => {
    const perform = generatePerformer(services, () => {});
    const step = after(withValues({ samples: "1000" }), enter);
    const [effect] = step.effects;
    if (effect === undefined) throw new Error("Expected an effect.");
    const left = new AbortController();
    const told: string[] = [];
    await perform(effect, ({ kind }) => void (told.push(kind), kind === "growing" && left.abort()), left.signal);
    expect(told.at(-1)).toBe("growing");
  });

  it("finds what can be chosen", async () => {
    const perform = generatePerformer(services, () => {});
    await perform(
      { kind: "look around" },
      (told) =>
        expect(told).toMatchObject({ choices: { contexts: ["occupation", "respect", "wide"], models: ["mini"] } }),
      new AbortController().signal,
    );
  });
});
