import { wrap } from "../../text/layout.ts";
import type { Size } from "../kernel/screen.ts";

/** What the first screen says before anything else. */
export const purpose =
  "Language models finish “The man was known for …” and “The woman was known for …” differently. Evenhand makes a model treat demographic groups alike, and measures what is left.";

/** Which parts of the first screen fit in a body of `rows` lines, and for how many items there is room. */
export interface HomeLayout {
  readonly showsPurpose: boolean;
  readonly showsAtHand: boolean;
  readonly items: number;
}

const linesAtHand = 4; // one of them empty
const lineOfPosition = 1;
const fewestItems = 4;

/** The items come first: a small terminal shows nothing but them. */
export function homeLayout(body: Size): HomeLayout {
  const room = body.rows - lineOfPosition;
  const purposeLines = wrap(purpose, body.columns - 1).length + 1;
  const beside = [purposeLines + linesAtHand, purposeLines, 0].find((lines) => room - lines >= fewestItems) ?? 0;
  return {
    showsPurpose: beside >= purposeLines,
    showsAtHand: beside > purposeLines,
    items: Math.max(1, room - beside),
  };
}
