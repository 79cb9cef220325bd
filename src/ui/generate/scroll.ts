import type { KeyName } from "../kernel/key.ts";
import { blockLines, type LineLook, shownBlocks } from "./block-lines.ts";
import type { Texts, Top } from "./texts.ts";

type Place = Exclude<Top, "end">;

/** The place that puts the last line at the bottom of `rows` lines. Cost: the blocks in sight. */
function lastPlace(texts: Texts, rows: number, look: LineLook): Place {
  let room = rows;
  for (let block = shownBlocks(texts) - 1; block >= 0; block--) {
    const { length } = blockLines(texts, block, look);
    if (length >= room) return { block, line: length - room };
    room -= length;
  }
  return { block: 0, line: 0 };
}

/** Where the screen begins. */
export function placeOf(texts: Texts, rows: number, look: LineLook): Place {
  const last = lastPlace(texts, rows, look);
  return texts.top === "end" || isAfter(texts.top, last) ? last : texts.top;
}

const isAfter = (a: Place, b: Place) => a.block > b.block || (a.block === b.block && a.line >= b.line);

/** The texts after a key that scrolls; the same where it is none. At the end the screen stays at the end. */
export function scroll(texts: Texts, name: KeyName | undefined, rows: number, look: LineLook): Texts {
  if (name === "home") return { ...texts, top: { block: 0, line: 0 } };
  if (name === "end") return { ...texts, top: "end" };
  const steps: Partial<Record<KeyName, number>> = { up: -1, down: 1, "page-up": 1 - rows, "page-down": rows - 1 };
  const step = name === undefined ? undefined : steps[name];
  if (step === undefined) return texts;
  const last = lastPlace(texts, rows, look);
  const to = moved(texts, placeOf(texts, rows, look), step, look);
  return { ...texts, top: isAfter(to, last) ? "end" : to };
}

/** Some lines further, over the blocks on the way. */
function moved(texts: Texts, { block, line }: Place, by: number, look: LineLook): Place {
  let [at, to] = [block, line + by];
  while (to < 0 && at > 0) to += blockLines(texts, --at, look).length;
  for (;;) {
    const { length } = blockLines(texts, at, look);
    if (to < length || at + 1 >= shownBlocks(texts)) return { block: at, line: Math.max(0, to) };
    to -= length;
    at++;
  }
}
