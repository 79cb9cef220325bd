import type { Key as InkKey } from "ink";

/** A key that has a name; letters and pasted text come as `text`. */
export type KeyName =
  | "up"
  | "down"
  | "left"
  | "right"
  | "page-up"
  | "page-down"
  | "home"
  | "end"
  | "enter"
  | "escape"
  | "tab"
  | "back-tab"
  | "backspace"
  | "delete";

/** What was pressed. `control` letters come in lower case: Ctrl-Z is { control: "z" }. */
export type Key =
  | { readonly kind: "named"; readonly name: KeyName }
  /** `isPasted`: the text came at once, from elsewhere; nobody typed its letters as keys. */
  | { readonly kind: "text"; readonly text: string; readonly isPasted?: true }
  | { readonly kind: "control"; readonly letter: string };

const flags: readonly (readonly [keyof InkKey, KeyName])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "page-up"],
  ["pageDown", "page-down"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "escape"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** A longer run of letters nobody typed: a terminal without marks for pasted text sent it. */
const longestTyped = 64;

const controlNames: Readonly<Record<string, KeyName>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\u007F": "backspace",
};

/** Ink's two arguments as keys. A busy terminal hands over several keys at once: each letter, Enter, Tab among them is a key of its own. */
function typedKeys(input: string, pressed: InkKey): readonly Key[] {
  const key = keyOf(input, pressed);
  if (key?.kind !== "text") return key === undefined ? [] : [key];
  const parts = Array.from(segmenter.segment(key.text), ({ segment }) => segment);
  if (parts.length > longestTyped) return [pastedKey(key.text)];
  return parts.map((part): Key => {
    const name = controlNames[part === "\r\n" ? "\n" : part];
    if (name !== undefined) return { kind: "named", name };
    const code = part.charCodeAt(0);
    return code > 0 && code < 27
      ? { kind: "control", letter: String.fromCharCode(code + 96) }
      : { kind: "text", text: part };
  });
}

const pastedKey = (text: string): Key => ({ kind: "text", text, isPasted: true });

/** The marks that terminals put around pasted text, as ink hands them over. */
const pasteMarks = { begin: "[200~", end: "[201~" } as const;

/** Hears ink's arguments one after the other and gives keys. What is pasted is one key, in however many pieces it comes. */
export function keyReader(): (input: string, pressed: InkKey) => readonly Key[] {
  let pasted: string | undefined;
  return (input, pressed) => {
    if (input === pasteMarks.begin) {
      pasted = "";
      return [];
    }
    if (pasted === undefined) return typedKeys(input, pressed);
    const isInterrupt = pressed.ctrl && input === "c"; // the end of the pasted text never came
    if (input !== pasteMarks.end && !isInterrupt) {
      pasted += pastedPiece(input, pressed);
      return [];
    }
    const text = pasted;
    pasted = undefined;
    const keys = text === "" ? [] : [pastedKey(text)];
    return isInterrupt ? [...keys, ...typedKeys(input, pressed)] : keys;
  };
}

/** A piece of pasted text. Of a piece that is nothing but one control character ink tells the key alone. */
function pastedPiece(input: string, pressed: InkKey): string {
  if (pressed.tab) return "\t";
  if (pressed.return) return "\n";
  return pressed.ctrl ? "" : input;
}

/** Ink's two arguments as one key; undefined for what means nothing here. Most terminals send for Backspace what ink calls delete. */
function keyOf(input: string, pressed: InkKey): Key | undefined {
  if (pressed.tab) return { kind: "named", name: pressed.shift ? "back-tab" : "tab" };
  const named = flags.find(([flag]) => pressed[flag] === true);
  if (named !== undefined) return { kind: "named", name: named[1] === "delete" ? "backspace" : named[1] };
  if (input === "" || pressed.meta) return undefined; // Alt and a letter, or Escape and a letter too fast to be told apart
  if (pressed.ctrl) return { kind: "control", letter: input.toLowerCase() };
  return { kind: "text", text: input };
}

/** Arrow keys under their vim names, where no text is being typed: j, k, h, l, g, G. */
export function movement(key: Key): KeyName | undefined {
  if (key.kind === "named") return key.name;
  if (key.kind === "control") return undefined;
  const vim: Readonly<Record<string, KeyName>> = { j: "down", k: "up", h: "left", l: "right", g: "home", G: "end" };
  return vim[key.text];
}
