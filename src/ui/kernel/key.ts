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
  | { readonly kind: "text"; readonly text: string }
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

/** Ink's two arguments as one key; undefined for what means nothing here. Most terminals send for Backspace what ink calls delete. */
export function keyOf(input: string, pressed: InkKey): Key | undefined {
  if (pressed.tab) return { kind: "named", name: pressed.shift ? "back-tab" : "tab" };
  const named = flags.find(([flag]) => pressed[flag] === true);
  if (named !== undefined) return { kind: "named", name: named[1] === "delete" ? "backspace" : named[1] };
  if (input === "") return undefined;
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
