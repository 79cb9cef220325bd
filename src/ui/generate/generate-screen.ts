import { createElement } from "react";
import type { KeyHint, Screen } from "../kernel/screen.ts";
import { isTypingInForm } from "./form.ts";
import { GenerateView } from "./generate-view.tsx";
import { generatePerformer, type GenerateServices } from "./perform.ts";
import { type GenerateEffect, type GenerateNews, type GenerateState, startState } from "./state.ts";
import { stepGenerate } from "./step.ts";

/** Texts for one prompt or many, under each decoder, with the same seed. `copy` puts a text into the clipboard where that can be done. */
export function generateScreen(
  services: GenerateServices,
  copy: (text: string) => void = copyThroughTerminal,
): Screen<GenerateState, GenerateNews, GenerateEffect> {
  return {
    title: ({ at }) => (at === "form" ? "generate" : "generate › texts"),
    about:
      "Writes texts about every demographic of a word list, side by side. Listed words are underlined, without colours they stand between underscores. Regard is what a classifier says of each text. One seed can be seen under every decoder, and with r how EquizeroLM chose.",
    start: { state: startState, effects: [{ kind: "look around" }] },
    step: stepGenerate,
    draw: (state, look) => createElement(GenerateView, { state, look }),
    hints: hintsOf,
    isTyping: ({ at, form, question }) => question !== undefined || (at === "form" && isTypingInForm(form)),
    perform: generatePerformer(services, copy),
  };
}

/** OSC 52: many terminals take it as their clipboard, the others pass it over. */
function copyThroughTerminal(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\u001B]52;c;${Buffer.from(text).toString("base64")}\u0007`);
}

const formHints: readonly KeyHint[] = [
  { keys: "Enter", does: "write" },
  { keys: "↑ ↓", does: "setting" },
  { keys: "← →", does: "change it" },
  { keys: "letters", does: "type it" },
  { keys: "Esc", does: "back" },
];

const textsHints: readonly KeyHint[] = [
  { keys: "← → 1–5", does: "decoder" },
  { keys: "↑ ↓", does: "scroll" },
  { keys: "r", does: "rounds" },
  { keys: "s", does: "save" },
  { keys: "c", does: "command" },
  { keys: "Esc", does: "settings" },
  { keys: "PgUp PgDn g G", does: "a page; the beginning, the end", rare: true },
];

const questionHints: readonly KeyHint[] = [
  { keys: "Enter", does: "save" },
  { keys: "Tab", does: ".jsonl or .csv" },
  { keys: "Esc", does: "not now" },
];

function hintsOf({ at, question, opening }: GenerateState): readonly KeyHint[] {
  if (question !== undefined) return questionHints;
  if (at === "texts") return textsHints;
  return opening ? [{ keys: "Esc", does: "stop opening" }] : formHints;
}
