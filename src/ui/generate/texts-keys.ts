import { type DecoderName, decoderNames } from "../../decode/decode-plan.ts";
import { type Key, movement } from "../kernel/key.ts";
import type { Step } from "../kernel/screen.ts";
import { askPath } from "./save-question.ts";
import { placeOf, scroll } from "./scroll.ts";
import type { GenerateEffect, GenerateState } from "./state.ts";
import type { LineLook } from "./block-lines.ts";
import { commandFor, decoderAfter, madeDecoders, type Texts } from "./texts.ts";
import { bodyRows } from "./texts-view.ts";

type GenerateStep = Step<GenerateState, GenerateEffect>;
type Switch = (state: GenerateState, decoder: DecoderName) => GenerateStep;

/** A key while texts are in sight. */
export function textsKey(state: GenerateState, key: Key, switched: Switch): GenerateStep {
  const { texts } = state;
  if (texts === undefined) return { state: { ...state, at: "form" } };
  const name = movement(key);
  if (name === "escape") return toForm(state, texts);
  const decoder = decoderOf(texts, key);
  if (decoder !== undefined) return switched(state, decoder);
  if (key.kind === "text") {
    const done = letter(state, texts, key.text);
    if (done !== undefined) return done;
  }
  const look = lookOf(state);
  return { state: { ...state, texts: scroll(texts, name, bodyRows(state, look), look) } };
}

/** How lines are counted: colours change no count. */
const lookOf = ({ size: { columns, screenReader = false } }: GenerateState): LineLook => ({
  columns,
  plain: false,
  screenReader,
});

/** With rounds or without; the block on top stays in sight from its beginning. */
function withRounds(state: GenerateState, texts: Texts): Texts {
  const look = lookOf(state);
  const { block } = placeOf(texts, bodyRows(state, look), look);
  return { ...texts, showsRounds: !texts.showsRounds, top: { block, line: 0 } };
}

/** Back to the form, the decoder in sight chosen in it. What was made is kept; writing stops. */
function toForm(state: GenerateState, texts: Texts): GenerateStep {
  const { form } = state;
  const values = { ...form.values, decoder: texts.decoder };
  const kept = { ...texts, writing: false };
  return {
    state: { ...state, at: "form", showsCommand: false, form: { ...form, values }, texts: kept },
    effects: [{ kind: "stop" }],
  };
}

/** The decoder that a key asks for: by its number, or the next or the one before. */
function decoderOf({ decoder }: Texts, key: Key): DecoderName | undefined {
  const name = movement(key);
  if (name === "right" || name === "tab") return decoderAfter(decoder, 1);
  if (name === "left" || name === "back-tab") return decoderAfter(decoder, -1);
  return key.kind === "text" && /^[1-9]$/u.test(key.text) ? decoderNames[Number(key.text) - 1] : undefined;
}

function letter(state: GenerateState, texts: Texts, text: string): GenerateStep | undefined {
  switch (text) {
    case "r":
      return { state: { ...state, texts: withRounds(state, texts) } };
    case "s":
      return madeDecoders(texts).length === 0
        ? { state: { ...state, problem: "There is no text to save yet. Wait for the first one." } }
        : { state: { ...state, question: askPath("samples.jsonl") } };
    case "c":
      return copied(state, texts);
    default:
      return undefined;
  }
}

/** The command in sight, and in the terminal's clipboard where it lets us; a second time it is put away. */
function copied(state: GenerateState, texts: Texts): GenerateStep {
  if (state.showsCommand) return { state: { ...state, showsCommand: false } };
  return {
    state: { ...state, showsCommand: true },
    effects: [{ kind: "copy", text: commandFor(texts).join(" ") }],
  };
}
