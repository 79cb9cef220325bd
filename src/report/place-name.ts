import type { Place } from "../audit/result/interval.ts";
import { harmlessStart } from "../text/harmless.ts";

/** A place on one line, harmless: "equi (gender, respect)". */
export const placeName = ({ words, context, decoder }: Place): string =>
  `${shown(decoder)} (${shown(words)}, ${shown(context)})`;

/** A foreign name on one line, harmless and not too long for a sentence. */
export const shown = (name: string): string => harmlessStart(name, 80);
