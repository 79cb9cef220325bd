import { graft } from "../onnx/graft.ts";
import { graph } from "../onnx/graph.ts";
import type { CausalGraph } from "./causal-graph.ts";

/** Names of what {@link slottedGraph} adds to a graph; the caches are in the order of the graph's own. */
export interface SlottedNames {
  /** Inputs: caches with room to spare, shape (rows, heads, slots, head width), in place of past_key_values.*. */
  readonly slots: readonly string[];
  /** Input: how many slots are filled, shape (1). */
  readonly filled: string;
  /** Outputs: the new tokens' part of present.*, shape (rows, heads, new, head width). */
  readonly added: readonly string[];
}

const slotName = (past: string): string => past.replace(/^past_/, "slot_"); // as long as the old name, for graft

/** The names that a graph with these caches gets. */
export const slottedNames = ({ past, present }: Pick<CausalGraph, "past" | "present">): SlottedNames => ({
  slots: past.map(slotName),
  filled: "filled_slots",
  added: present.map((name) => `added_${name}`),
});

/**
 * A foreign causal graph whose caches need not be copied out and in at each step: it cuts the filled slots out of its cache inputs, and what
 * is new out of its cache outputs, which nobody asks for any more. The runtime copies every output that is asked for, and a copy inside the
 * graph costs a third of that. Holds for every graph whose present.* are past_key_values.* followed by the new tokens.
 */
export function slottedGraph(
  file: Uint8Array,
  causal: Pick<CausalGraph, "past" | "present" | "heads" | "headWidth">,
): Uint8Array {
  const names = slottedNames(causal);
  const g = graph("", "slotted_");
  const [axis, all] = [g.i64([2]), g.i64([2 ** 31 - 1])];
  const filled = g.input(names.filled, "int64", [1]);
  const count = g.node("Gather", [g.node("Shape", ["input_ids"]), g.i64([1])], { axis: 0 });
  const last = g.node("Neg", [count]);
  causal.past.forEach((output, i) => g.node("Slice", [names.slots[i] ?? "", g.i64([0]), filled, axis], {}, { output }));
  causal.present.forEach((present, i) => {
    const output = g.node("Slice", [present, last, all, axis], {}, { output: names.added[i] ?? "" });
    g.output(output, "float32", ["batch_size", causal.heads, "sequence_length", causal.headWidth]);
  });
  const slots = new Map(causal.past.map((name, i) => [name, names.slots[i] ?? name]));
  return graft(file, g.bytes(), (input) => slots.get(input) ?? input);
}
