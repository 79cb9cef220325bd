import type { RegardLabel } from "../regard/regard.ts";

/** Colours a text, or leaves it as it is on a plain terminal. */
export type Paint = (text: string) => string;

export interface Palette {
  readonly heading: Paint;
  readonly faint: Paint;
  /** A word that the group moves. */
  readonly listed: Paint;
  /** A word that the group should move and does not. */
  readonly behind: Paint;
  readonly regard: Readonly<Record<RegardLabel, Paint>>;
}

const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    text === "" ? "" : `\u001B[${on}m${text}\u001B[${off}m`;
const as: Paint = (text) => text;

const colours: Palette = {
  heading: sgr(1, 22),
  faint: sgr(2, 22),
  listed: sgr(4, 24),
  behind: sgr(33, 39),
  regard: { negative: sgr(31, 39), neutral: sgr(36, 39), positive: sgr(32, 39), other: sgr(35, 39) },
};
const plain: Palette = {
  heading: as,
  faint: as,
  listed: as,
  behind: as,
  regard: { negative: as, neutral: as, positive: as, other: as },
};

/** What each kind of text looks like. Colour never says more than the words beside it. */
export const palette = (isPlain: boolean): Palette => (isPlain ? plain : colours);
