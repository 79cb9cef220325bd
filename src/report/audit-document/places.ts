import type { Contrast } from "../../audit/result/contrast.ts";
import type { Place } from "../../audit/result/interval.ts";
import { type Fill, foreign, type Inline } from "../document/document.ts";

/** The columns that say which texts a row is about. */
export const placeFills: readonly Fill<Place>[] = [
  ["Words", ({ words }) => foreign(words)],
  ["Context", ({ context }) => foreign(context)],
  ["Decoder", ({ decoder }) => foreign(decoder)],
];

/** "man − woman". */
export const pairOf = ({ of, from }: Pick<Contrast, "of" | "from">): readonly Inline[] => [
  foreign(of),
  " − ",
  foreign(from),
];
