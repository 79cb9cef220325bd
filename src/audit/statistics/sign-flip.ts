import type { Key } from "../../math/random.ts";
import { coin } from "./coin.ts";

export interface SignFlipTest {
  readonly pValue: number;
  /** All 2ᵀ patterns were tried. */
  readonly exact: boolean;
  readonly draws: number;
}

/** Up to so many templates all patterns are tried. */
const exactTemplates = 16;
const draws = 9999;

/** Rows of signs, ±1, `templates` to a row. The caller keeps them, since many tests share a number of templates. */
export function randomSigns(templates: number, chance: Key): Int8Array {
  const signs = new Int8Array(draws * templates);
  for (let i = 0; i < signs.length; i++) signs[i] = coin(chance, i) < 0.5 ? -1 : 1;
  return signs;
}

/**
 * The two-sided test that differences are symmetric about 0, by flipping their signs: exact for up to 16 of them, by 9,999 seeded draws for more.
 * Its p-value cannot be below 2/2ᵀ: with 5 templates never below .0625. Differences that are 0 are flipped like the others.
 */
export function signFlipTest(
  differences: readonly number[],
  signs: (templates: number) => Int8Array,
): SignFlipTest | null {
  if (differences.length === 0) return null;
  const exact = differences.length <= exactTemplates;
  const statistic = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // Equal patterns differ by rounding alone.
  const least = statistic - 1e-12;
  if (exact) {
    const patterns = 2 ** differences.length;
    let asLarge = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const sum = differences.reduce((sum, difference, t) => sum + ((pattern >> t) & 1 ? difference : -difference), 0);
      if (Math.abs(sum) >= least) asLarge += 1;
    }
    return { pValue: asLarge / patterns, exact, draws: patterns };
  }
  const table = signs(differences.length);
  let asLarge = 0;
  for (let start = 0; start < table.length; start += differences.length) {
    const sum = differences.reduce((sum, difference, t) => sum + (table[start + t] ?? 1) * difference, 0);
    if (Math.abs(sum) >= least) asLarge += 1;
  }
  return { pValue: (1 + asLarge) / (1 + draws), exact, draws };
}
