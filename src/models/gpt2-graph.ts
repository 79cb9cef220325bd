import { graph, type GraphBuilder } from "../onnx/graph.ts";
import type { Gpt2Config } from "./gpt2-config.ts";
import type { Gpt2Weights } from "./gpt2-weights.ts";

/** Names of the graph's cache inputs and outputs, layer by layer, keys before values; each of shape (rows, heads, tokens, head width). */
export function cacheNames(layers: number): { readonly past: readonly string[]; readonly present: readonly string[] } {
  const parts = Array.from({ length: layers }, (_, l) => [`${l}.key`, `${l}.value`]).flat();
  return { past: parts.map((part) => `past_key_values.${part}`), present: parts.map((part) => `present.${part}`) };
}

/** A graph under construction, and the names of the values inside it that the GPT-2 literature names. */
export interface Gpt2Graph {
  readonly graph: GraphBuilder;
  readonly values: ReadonlyMap<string, string>;
  /** Name of the normalised states of all new tokens, shape (rows, new, width). */
  readonly states: string;
}

const fused = { domain: "com.microsoft" } as const;

/**
 * GPT-2 without its head: input_ids (rows, new) and the caches of the tokens before, to the states and the caches with the new tokens.
 * Every row of a run has the same number of tokens, unless it is `padded`: then it takes the usual inputs attention_mask (rows, past + new)
 * and position_ids (rows, new). Source: Radford et al. 2019, in the fused operators of the ONNX runtime.
 */
export function gpt2Trunk(config: Gpt2Config, weights: Gpt2Weights, padded = false): Gpt2Graph {
  const g = graph("gpt2");
  const values = new Map<string, string>();
  const { past } = cacheNames(config.layers);
  const constant = constants(g, weights);
  g.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  for (const name of past)
    g.input(name, "float32", ["batch_size", config.heads, "past_sequence_length", config.width / config.heads]);
  const { embedded, mask } = embedding(g, constant, past[0] ?? "", padded);
  let state = { sum: embedded, normal: layerNorm(g, constant, config, embedded, "h.0.ln_1") };
  values.set("x", embedded).set("h.0.ln_1", state.normal);
  for (let l = 0; l < config.layers; l += 1) state = layer(g, constant, config, l, state, mask, values);
  return { graph: g, values, states: state.normal };
}

/** The body of GPT-2: like the trunk, with the output `hidden` (rows, width), the normalised state of each row's last token. */
export function gpt2Body(config: Gpt2Config, weights: Gpt2Weights): GraphBuilder {
  const { graph: g, states } = gpt2Trunk(config, weights);
  g.node("Gather", [states, g.i64([-1], [])], { axis: 1 }, { output: "hidden" });
  g.output("hidden", "float32", ["batch_size", config.width]);
  return g;
}

type Constants = (name: string) => string;
interface State {
  /** The residual stream. */
  readonly sum: string;
  /** The residual stream, normalised for the next part. */
  readonly normal: string;
}

const constants =
  (g: GraphBuilder, weights: Gpt2Weights): Constants =>
  (name) => {
    const { type, dims, data } = weights(name);
    const added = g.initializer(name, type, dims, data);
    return type === "float32" ? added : g.node("Cast", [added], { to: 1 });
  };

/** Token and position embeddings, and the mask (1, 1, new, past + new) that hides later tokens of the same row. */
function embedding(
  g: GraphBuilder,
  constant: Constants,
  past: string,
  padded: boolean,
): { embedded: string; mask: string } {
  const length = (value: string, axis: number): string =>
    g.node("Gather", [g.node("Shape", [value]), g.i64([axis], [])], { axis: 0 });
  const before = length(past, 2);
  const after = g.node("Add", [before, length("input_ids", 1)]);
  const positions = g.node("Range", [before, after, g.i64([1], [])]);
  const places = padded ? g.input("position_ids", "int64", ["batch_size", "sequence_length"]) : positions;
  const tokens = g.node("Gather", [constant("wte.weight"), "input_ids"]);
  const embedded = g.node("Add", [tokens, g.node("Gather", [constant("wpe.weight"), places])]);
  const keys = g.node("Range", [g.i64([0], []), after, g.i64([1], [])]);
  const causal = g.node("LessOrEqual", [keys, g.node("Unsqueeze", [positions, g.i64([1])])]);
  const ofOne = g.node("Unsqueeze", [causal, g.i64([0, 1])]);
  const seen = padded ? g.node("And", [ofOne, present(g)]) : ofOne;
  return { embedded, mask: g.node("Where", [seen, g.f32(0), g.f32(-1e9)]) };
}

/** Which tokens are no padding, shape (rows, 1, 1, past + new). */
function present(g: GraphBuilder): string {
  const mask = g.input("attention_mask", "int64", ["batch_size", "total_sequence_length"]);
  return g.node("Unsqueeze", [g.node("Cast", [mask], { to: 9 }), g.i64([1, 2])]);
}

function layerNorm(g: GraphBuilder, constant: Constants, config: Gpt2Config, x: string, name: string): string {
  const parameters = [constant(`${name}.weight`), constant(`${name}.bias`)];
  return g.node("LayerNormalization", [x, ...parameters], { axis: -1, epsilon: { float: config.epsilon } });
}

/** Adds `bias` and `part` to the residual stream and normalises the sum. */
function addAndNorm(
  g: GraphBuilder,
  constant: Constants,
  config: Gpt2Config,
  state: State,
  part: string,
  bias: string,
  norm: string,
): State {
  const [normal, , , sum] = g.nodes(
    "SkipLayerNormalization",
    [state.sum, part, constant(`${norm}.weight`), constant(`${norm}.bias`), constant(bias)],
    [g.fresh("normal"), "", "", g.fresh("sum")],
    { epsilon: { float: config.epsilon } },
    fused,
  );
  return { sum, normal };
}

function layer(
  g: GraphBuilder,
  constant: Constants,
  config: Gpt2Config,
  l: number,
  state: State,
  mask: string,
  values: Map<string, string>,
): State {
  const at = `h.${l}`;
  const { past, present } = cacheNames(config.layers);
  const [pastKey = "", pastValue = ""] = past.slice(2 * l);
  const [key = "", value = ""] = present.slice(2 * l);
  const { width, heads } = config;
  const queries = g.node("MatMul", [state.normal, constant(`${at}.attn.c_attn.weight`)]);
  const parts = g.nodes("Split", [queries, g.i64([width, width, width])], [g.fresh("q"), g.fresh("k"), g.fresh("v")], {
    axis: -1,
  });
  const [attended] = g.nodes(
    "MultiHeadAttention",
    [...parts, constant(`${at}.attn.c_attn.bias`), "", mask, pastKey, pastValue],
    [g.fresh("attended"), key, value],
    { num_heads: heads, scale: { float: config.attentionScales[l] ?? 1 } },
    fused,
  );
  for (const name of [key, value])
    g.output(name, "float32", ["batch_size", heads, "total_sequence_length", width / heads]);
  const projected = g.node("MatMul", [attended, constant(`${at}.attn.c_proj.weight`)]);
  const middle = addAndNorm(g, constant, config, state, projected, `${at}.attn.c_proj.bias`, `${at}.ln_2`);
  const inner = g.node("MatMul", [middle.normal, constant(`${at}.mlp.c_fc.weight`)]);
  const gelu = config.activation === "tanh" ? "FastGelu" : "BiasGelu";
  const active = g.node(gelu, [inner, constant(`${at}.mlp.c_fc.bias`)], {}, fused);
  const outer = g.node("MatMul", [active, constant(`${at}.mlp.c_proj.weight`)]);
  const next = l + 1 < config.layers ? `h.${l + 1}.ln_1` : "ln_f";
  const result = addAndNorm(g, constant, config, middle, outer, `${at}.mlp.c_proj.bias`, next);
  const named = { y: attended, "attn.sum": middle.sum, ln_2: middle.normal, gelu: active, sum: result.sum };
  for (const [name, inside] of Object.entries(named)) values.set(`${at}.${name}`, inside);
  return result;
}

/** GPT-2 as others expect it: input_ids, attention_mask, position_ids and past_key_values.* to logits (rows, new, V) and present.*. */
export function gpt2Exchange(config: Gpt2Config, weights: Gpt2Weights, head = "wte.weight"): GraphBuilder {
  const { graph: g, states } = gpt2Trunk(config, weights, true);
  const table = head === "wte.weight" ? head : constants(g, weights)(head);
  g.node("MatMul", [states, g.node("Transpose", [table], { perm: [1, 0] })], {}, { output: "logits" });
  g.output("logits", "float32", ["batch_size", "sequence_length", config.vocabularySize]);
  return g;
}

/** The head: `hidden` (rows, width) to `logits` (rows, tokens), the product with the rows of `weight` (tokens, width). */
export function gpt2Head(weight: ReturnType<Gpt2Weights>): GraphBuilder {
  const g = graph("head");
  const [tokens = 0, width = 0] = weight.dims;
  g.input("hidden", "float32", ["batch_size", width]);
  const table = constants(g, () => weight)("head");
  g.node("Gemm", ["hidden", table], { transB: 1 }, { output: "logits" });
  g.output("logits", "float32", ["batch_size", tokens]);
  return g;
}
