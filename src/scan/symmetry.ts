import { type Action, onEach, onEntries } from "../group/action.ts";
import { cyclic } from "../group/cyclic.ts";
import { permutationAction } from "../group/permutation-action.ts";
import type { SplitName } from "./split.ts";
import { actionWords, commandWords, type Vocabulary } from "./vocabulary.ts";

/** A group on commands and on their actions. */
export interface ScanSymmetry {
  /** On token ids of a command or of actions, one by one. */
  readonly words: Action<number>;
  readonly actions: Action<number>;
  /** On commands, as token ids. */
  readonly commands: Action<readonly number[]>;
  /** On a decoder's output, rows of log-probabilities flattened: moves the columns of every row. */
  readonly outputs: Action<Float32Array>;
}

/** The words that a group moves in a cycle, for each split: the size-2 groups of Basu et al. 2023 (arXiv:2305.09900). */
const cycles: Readonly<Record<SplitName, readonly string[]>> = {
  add_jump: ["run", "jump"],
  around_right: ["left", "right"],
};

/** The cycle of four verbs that the code published with the paper gives the permutation-equivariant networks on add_jump, where the paper names the pair. */
const verbCycle = ["jump", "run", "walk", "look"];

/** A split's groups. pair: two words exchanged; verbs: four in a cycle (add_jump only). */
export const symmetryKinds = ["pair", "verbs"] as const;
export type SymmetryKind = (typeof symmetryKinds)[number];

/** The group under which a split's missing commands are images of those trained on. Throws RangeError for the verbs on another split than add_jump. */
export function scanSymmetry(split: SplitName, kind: SymmetryKind = "pair"): ScanSymmetry {
  if (kind === "verbs" && split !== "add_jump")
    throw new RangeError(`the cycle of verbs belongs to add_jump, not to ${split}`);
  const cycle = kind === "verbs" ? verbCycle : cycles[split];
  return symmetryOf(
    cycle,
    cycle.map((word) => (split === "around_right" ? `TURN_${word.toUpperCase()}` : word.toUpperCase())),
  );
}

function symmetryOf(words: readonly string[], actions: readonly string[]): ScanSymmetry {
  const [onWords, onActions] = [cycleAction(commandWords, words), cycleAction(actionWords, actions)];
  const width = actionWords.words.length;
  const onColumns: Action<number> = {
    group: onActions.group,
    apply: (g, entry) => entry - (entry % width) + onActions.apply(g, entry % width),
  };
  return { words: onWords, actions: onActions, commands: onEach(onWords), outputs: onEntries(onColumns) };
}

/** The cyclic group whose generator sends each word to the next of the cycle and fixes all others. */
function cycleAction({ words, ids }: Vocabulary, cycle: readonly string[]): Action<number> {
  const group = cyclic(cycle.length);
  const tables = group.elements.map((g) => {
    const table = Int32Array.from(words.keys());
    for (const [i, word] of cycle.entries())
      table[ids.get(word) ?? -1] = ids.get(cycle[(i + g) % cycle.length] ?? "") ?? -1;
    return table;
  });
  return permutationAction(group, tables);
}
