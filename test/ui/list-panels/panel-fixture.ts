import { readListFiles } from "../../../src/store/list-files.ts";
import { gpt2Tokenizer } from "../../../src/text/gpt2-tokenizer.ts";
import { analyst, type Analyst } from "../../../src/ui/list-panels/analyst.ts";
import type { JobEffect, PanelEvent, PanelInput, PanelNews, PanelStep } from "../../../src/ui/list-panels/panel.ts";
import { startPanels, stepPanels } from "../../../src/ui/list-panels/step-panels.ts";
import { type Draft, readDraft } from "../../../src/wordlist/author/draft.ts";

/** The draft of a shipped list. */
export function shippedDraft(name: string): Draft {
  const { files, folder } = readListFiles(name);
  return readDraft(files, folder);
}

/** An author at a row of the orbits. */
export const inputOf = (draft: Draft, row = 0, prompt = "The man was known for"): PanelInput => ({
  draft,
  name: "mine",
  folder: "lists/mine",
  selected: { table: "equality", row, column: 0 },
  prompt,
});

export const letters = (text: string): PanelEvent => ({ kind: "key", key: { kind: "text", text } });
export const named = (
  name: "enter" | "escape" | "tab" | "up" | "down" | "left" | "right" | "end" | "page-down",
): PanelEvent => ({ kind: "key", key: { kind: "named", name } });

export const openAnalyst = async (): Promise<Analyst> => analyst(await gpt2Tokenizer(), () => undefined);

/** The panels after events, every effect carried out at once: the author pauses after each, and the models answer what is given. */
export async function played(
  by: Analyst,
  input: PanelInput,
  events: readonly PanelEvent[],
  models: Partial<Record<"next" | "coverage", (effect: JobEffect) => PanelNews>> = {},
): Promise<PanelStep> {
  let step = startPanels(input);
  const settle = async (): Promise<void> => {
    const { effects } = step;
    step = { ...step, effects: [] };
    for (const effect of effects) {
      const news = await newsOf(by, effect, models);
      if (news === undefined) continue;
      const { edits, goTo, prompt, leave } = step;
      const next = stepPanels(step.state, { kind: "news", news });
      step = { ...next, ...defined({ edits, goTo, prompt, leave }), effects: [...step.effects, ...next.effects] };
    }
    if (step.effects.length > 0) await settle();
  };
  await settle();
  for (const event of events) {
    step = stepPanels(step.state, event);
    await settle();
  }
  return step;
}

const defined = <X extends object>(of: X) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [Name in keyof X]: NonNullable<X[Name]>;
  };

async function newsOf(
  by: Analyst,
  effect: PanelStep["effects"][number],
  models: Partial<Record<string, (effect: JobEffect) => PanelNews>>,
): Promise<PanelNews | undefined> {
  if (effect.kind === "wait") return { kind: "pause", revision: effect.revision };
  if (effect.kind === "next" || effect.kind === "coverage") return models[effect.kind]?.(effect);
  try {
    const value = await by.answer(effect);
    if (value === undefined) return undefined;
    if (effect.kind === "lint") return { kind: "linted", found: value } as PanelNews;
    return { kind: "found", job: effect.kind, key: effect.key, value } as PanelNews;
  } catch (error) {
    const message = (error as Error).message;
    if (effect.kind === "lint") return { kind: "not linted", revision: effect.revision, message };
    return { kind: "failed", job: effect.kind, key: effect.key, message };
  }
}
