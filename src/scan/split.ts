import { key } from "../math/random.ts";
import { shuffle } from "../math/shuffle.ts";
import { allExamples, type Example } from "./grammar.ts";

/** SCAN's splits by what only the test set combines. */
export const splitNames = ["add_jump", "around_right"] as const;
export type SplitName = (typeof splitNames)[number];

/** What is trained on and what is tested. */
export interface Split {
  /** Examples with their copies: training draws from these. */
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

const isBareJump = ({ command }: Example): boolean => command.length === 1 && command[0] === "jump";
const says = ({ command }: Example, ...words: readonly string[]): boolean =>
  command.some((_, i) => words.every((word, k) => command[i + k] === word));

/** Copies of the bare "jump", so that it is a tenth of the training set: 13,203 / 9 = 1,467. */
const jumpCopies = 1467;

/**
 * The split, generated from the grammar: the files of the same name in SCAN's repository as multisets, in the grammar's order.
 * add_jump: "jump" is trained on alone, as 1,467 of 14,670 lines; 7,706 other commands with "jump" are the test.
 * around_right (Loula et al. 2018, arXiv:1807.07545): "around right" is never trained on (15,225 lines); the test has the 4,476 commands with it
 * and a verb. Commands with "turn around right" are in neither.
 */
export function makeSplit(name: SplitName): Split {
  const all = allExamples();
  if (name === "add_jump") {
    const bare = all.filter(isBareJump);
    return {
      train: [...all.filter((x) => !says(x, "jump")), ...bare.flatMap((x) => Array<Example>(jumpCopies).fill(x))],
      test: all.filter((x) => says(x, "jump") && !isBareJump(x)),
    };
  }
  return {
    train: all.filter((x) => !says(x, "around", "right")),
    test: all.filter((x) => says(x, "around", "right") && !says(x, "turn", "around", "right")),
  };
}

/** Training examples without the held-out ones, and those. */
export interface HeldOut {
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
}

/** A fifth held out for validation, after a shuffle by the seed. */
export function holdOut(examples: readonly Example[], seed: number): HeldOut {
  const shuffled = shuffle(examples, key(seed, "scan validation"));
  const held = Math.floor(examples.length / 5);
  return { train: shuffled.slice(held), validation: shuffled.slice(0, held) };
}
