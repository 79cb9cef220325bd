import stringWidth from "string-width";
import { wrap } from "../../text/layout.ts";
import { bodyOf } from "./frame.ts";
import type { KeyHint, OpenScreen, Size } from "./screen.ts";

/** A line of help: a key, filled up to its column, and what it does. Lines of plain words have no key. */
export interface HelpLine {
  readonly keys: string;
  readonly text: string;
}

/** The key of help: in a field `?` is a letter. */
export const helpHint = ({ isTyping }: Pick<OpenScreen, "isTyping">): KeyHint => ({
  keys: isTyping ? "Ctrl-G" : "?",
  does: "help",
});

/** Spaces between keys and what they do. */
const gap = 3;

/** What a screen is for and every key of it, none cut. */
export function helpLines(screen: OpenScreen, columns: number): readonly HelpLine[] {
  const everywhere: readonly KeyHint[] = [
    { keys: "Esc", does: "go back" },
    helpHint(screen),
    { keys: "Ctrl-C", does: "leave; nothing is lost" },
  ];
  const hints = [...screen.hints, ...everywhere.filter(({ keys }) => screen.hints.every((hint) => hint.keys !== keys))];
  const width = Math.max(...hints.map(({ keys }) => stringWidth(keys))) + gap;
  return [
    ...wrap(screen.about, columns - 1).map((text) => ({ keys: "", text })),
    { keys: "", text: "" },
    ...hints.flatMap(({ keys, does }) =>
      wrap(does, Math.max(1, columns - width - 1)).map((text, i) => ({
        keys: (i === 0 ? keys : "") + " ".repeat(width - (i === 0 ? stringWidth(keys) : 0)),
        text,
      })),
    ),
  ];
}

/** How far help can be scrolled in a terminal of this size; 0 where all of it is in sight, as it is for a screen reader. */
export const lastHelpTop = (screen: OpenScreen, size: Size): number =>
  size.screenReader === true ? 0 : Math.max(0, helpLines(screen, size.columns).length - bodyOf(size).rows);
