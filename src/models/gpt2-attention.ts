import type { GraphBuilder } from "../onnx/graph.ts";
import type { Gpt2Config } from "./gpt2-config.ts";

/** How the layers of a GPT-2 attend to the tokens before. */
export interface Attention {
  /** Name of the new tokens' positions, shape (new) or (rows, new). */
  readonly places: string;
  /** What a layer's new tokens attend to, shape (rows, new, width), from their queries, keys and values side by side, shape (rows, new, 3 · width). */
  readonly attend: (layer: number, queriesKeysValues: string) => string;
}

/** A name for the keys and one for the values of every layer. */
const ofLayers = (kind: string, layers: number): readonly string[] =>
  Array.from({ length: layers }, (_, l) => [`${kind}.${l}.key`, `${kind}.${l}.value`]).flat();

/** Inputs and outputs of {@link slotAttention}, layer by layer, keys before values. */
export const slotNames = (
  layers: number,
): { readonly slots: readonly string[]; readonly added: readonly string[] } => ({
  slots: ofLayers("slots", layers),
  added: ofLayers("added", layers),
});

const fused = { domain: "com.microsoft" } as const;

/**
 * Attention over caches with room to spare. Inputs: position_ids (new), the caches slots.* (rows, heads, slots, head width), and
 * attention_bias (new, slots + new), which hides the empty slots. Outputs: the new tokens' keys and values added.* (rows, heads, new,
 * head width), and never the caches themselves: the runtime copies every output that is asked for.
 */
export function slotAttention(g: GraphBuilder, { layers, heads, width, attentionScales }: Gpt2Config): Attention {
  const { slots, added } = slotNames(layers);
  const size = width / heads;
  for (const name of slots) g.input(name, "float32", ["batch_size", heads, "slots", size]);
  for (const name of added) g.output(name, "float32", ["batch_size", heads, "sequence_length", size]);
  const bias = g.input("attention_bias", "float32", ["sequence_length", "total"]);
  const lengths = g.node("Concat", [lengthOf(g, slots[0] ?? "", 2), lengthOf(g, "input_ids", 1)], { axis: 0 });
  return {
    places: g.input("position_ids", "int64", ["sequence_length"]),
    attend(l, queriesKeysValues) {
      const [oldKeys = "", oldValues = ""] = slots.slice(2 * l);
      const [keysName = "", valuesName = ""] = added.slice(2 * l);
      const [q, k, v] = split(g, queriesKeysValues, width);
      const byHead = (x: string, output = g.fresh()): string =>
        g.node("Transpose", [g.node("Reshape", [x, g.i64([0, 0, heads, size])])], { perm: [0, 2, 1, 3] }, { output });
      const [keys, values] = [byHead(k, keysName), byHead(v, valuesName)];
      const queries = g.node("Mul", [byHead(q), g.f32(attentionScales[l] ?? 1)]);
      const scoresOf = (of: string): string => g.node("FusedMatMul", [queries, of], { transB: 1 }, fused);
      const scores = g.node("Concat", [scoresOf(oldKeys), scoresOf(keys)], { axis: -1 });
      const weights = g.node("Softmax", [g.node("Add", [scores, bias])], { axis: -1 });
      const [old, recent] = g.nodes("Split", [weights, lengths], [g.fresh("old"), g.fresh("recent")], { axis: -1 });
      const seen = g.node("Add", [g.node("MatMul", [old, oldValues]), g.node("MatMul", [recent, values])]);
      return g.node("Reshape", [g.node("Transpose", [seen], { perm: [0, 2, 1, 3] }), g.i64([0, 0, width])]);
    },
  };
}

/**
 * Attention as others expect it. Inputs: attention_mask (rows, past + new), position_ids (rows, new) and past_key_values.* (rows, heads, past,
 * head width). Outputs: present.*, those joined with the new tokens'.
 */
export function joinedAttention(g: GraphBuilder, { layers, heads, width, attentionScales }: Gpt2Config): Attention {
  const past = ofLayers("past_key_values", layers);
  const present = ofLayers("present", layers);
  for (const name of past) g.input(name, "float32", ["batch_size", heads, "past_sequence_length", width / heads]);
  for (const name of present) g.output(name, "float32", ["batch_size", heads, "total_sequence_length", width / heads]);
  const mask = paddedMask(g, past[0] ?? "");
  return {
    places: g.input("position_ids", "int64", ["batch_size", "sequence_length"]),
    attend(l, queriesKeysValues) {
      const [attended] = g.nodes(
        "MultiHeadAttention",
        [...split(g, queriesKeysValues, width), "", "", mask, ...past.slice(2 * l, 2 * l + 2)],
        [g.fresh("attended"), ...present.slice(2 * l, 2 * l + 2)] as [string, ...string[]],
        { num_heads: heads, scale: { float: attentionScales[l] ?? 1 } },
        fused,
      );
      return attended;
    },
  };
}

/** What is added to scores, shape (rows, 1, new, past + new): hides padding and later tokens of the same row. */
function paddedMask(g: GraphBuilder, past: string): string {
  const before = g.node("Squeeze", [lengthOf(g, past, 2)]);
  const after = g.node("Add", [before, g.node("Squeeze", [lengthOf(g, "input_ids", 1)])]);
  const places = g.node("Range", [before, after, g.i64([1], [])]);
  const keys = g.node("Range", [g.i64([0], []), after, g.i64([1], [])]);
  const causal = g.node("LessOrEqual", [keys, g.node("Unsqueeze", [places, g.i64([1])])]);
  const mask = g.input("attention_mask", "int64", ["batch_size", "total_sequence_length"]);
  const real = g.node("Unsqueeze", [g.node("Cast", [mask], { to: 9 }), g.i64([1, 2])]);
  const seen = g.node("And", [g.node("Unsqueeze", [causal, g.i64([0, 1])]), real]);
  return g.node("Where", [seen, g.f32(0), g.f32(-1e9)]);
}

function split(g: GraphBuilder, queriesKeysValues: string, width: number): readonly [string, string, string] {
  const names = [g.fresh("q"), g.fresh("k"), g.fresh("v")] as const;
  return g.nodes("Split", [queriesKeysValues, g.i64([width, width, width])], names, { axis: -1 });
}

/** The length of a value along an axis, shape (1). */
const lengthOf = (g: GraphBuilder, value: string, axis: number): string =>
  g.node("Gather", [g.node("Shape", [value]), g.i64([axis])], { axis: 0 });
