import { graph, type GraphBuilder } from "../onnx/graph.ts";
import { joinedAttention, slotAttention, type Attention } from "./gpt2-attention.ts";
import type { Gpt2Config } from "./gpt2-config.ts";
import type { Gpt2Weights } from "./gpt2-weights.ts";
import { addTop } from "./top-tokens.ts";

/** A graph under construction, and the names of the values inside it that the GPT-2 literature names. */
export interface Gpt2Graph {
  readonly graph: GraphBuilder;
  readonly values: ReadonlyMap<string, string>;
  /** Name of the normalised states of all new tokens, shape (rows, new, width). */
  readonly states: string;
}

/** GPT-2 without its head: input_ids (rows, new) and what its attention takes, to the states and what its attention gives. Source: Radford et al. 2019. */
export function gpt2Trunk(config: Gpt2Config, weights: Gpt2Weights, attention: typeof slotAttention): Gpt2Graph {
  const g = graph("gpt2");
  const values = new Map<string, string>();
  const constant = constants(g, weights);
  g.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  const { places, attend } = attention(g, config);
  const tokens = g.node("Gather", [constant("wte.weight"), "input_ids"]);
  const embedded = g.node("Add", [tokens, g.node("Gather", [constant("wpe.weight"), places])]);
  let state = { sum: embedded, normal: layerNorm(g, constant, config, embedded, "h.0.ln_1") };
  values.set("x", embedded).set("h.0.ln_1", state.normal);
  for (let l = 0; l < config.layers; l += 1) state = layer(g, constant, config, l, state, attend, values);
  return { graph: g, values, states: state.normal };
}

/** The body of GPT-2: like the trunk, with the output `hidden` (rows, width), the normalised state of each row's last token. */
export function gpt2Body(config: Gpt2Config, weights: Gpt2Weights): GraphBuilder {
  const { graph: g, states } = gpt2Trunk(config, weights, slotAttention);
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

function layerNorm(g: GraphBuilder, constant: Constants, config: Gpt2Config, x: string, name: string): string {
  const parameters = [constant(`${name}.weight`), constant(`${name}.bias`)];
  return g.node("LayerNormalization", [x, ...parameters], { axis: -1, epsilon: { float: config.epsilon } });
}

/** Adds `bias` and `part` to the residual stream and normalises the sum. The runtime's fused operator for this takes four times as long. */
function addAndNorm(
  g: GraphBuilder,
  constant: Constants,
  config: Gpt2Config,
  state: State,
  part: string,
  bias: string,
  norm: string,
): State {
  const sum = g.node("Add", [g.node("Add", [part, constant(bias)]), state.sum]);
  return { sum, normal: layerNorm(g, constant, config, sum, norm) };
}

function layer(
  g: GraphBuilder,
  constant: Constants,
  config: Gpt2Config,
  l: number,
  state: State,
  attend: Attention["attend"],
  values: Map<string, string>,
): State {
  const at = `h.${l}`;
  const product = g.node("MatMul", [state.normal, constant(`${at}.attn.c_attn.weight`)]);
  const attended = attend(l, g.node("Add", [product, constant(`${at}.attn.c_attn.bias`)]));
  const projected = g.node("MatMul", [attended, constant(`${at}.attn.c_proj.weight`)]);
  const middle = addAndNorm(g, constant, config, state, projected, `${at}.attn.c_proj.bias`, `${at}.ln_2`);
  const inner = g.node("MatMul", [middle.normal, constant(`${at}.mlp.c_fc.weight`)]);
  const gelu = config.activation === "tanh" ? "FastGelu" : "BiasGelu";
  const active = g.node(gelu, [inner, constant(`${at}.mlp.c_fc.bias`)], {}, { domain: "com.microsoft" });
  const outer = g.node("MatMul", [active, constant(`${at}.mlp.c_proj.weight`)]);
  const next = l + 1 < config.layers ? `h.${l + 1}.ln_1` : "ln_f";
  const result = addAndNorm(g, constant, config, middle, outer, `${at}.mlp.c_proj.bias`, next);
  const named = { y: attended, "attn.sum": middle.sum, ln_2: middle.normal, gelu: active, sum: result.sum };
  for (const [name, inside] of Object.entries(named)) values.set(`${at}.${name}`, inside);
  return result;
}

/** GPT-2 as others expect it: input_ids, attention_mask, position_ids and past_key_values.* to logits (rows, new, V) and present.*. */
export function gpt2Exchange(config: Gpt2Config, weights: Gpt2Weights, head = "wte.weight"): GraphBuilder {
  const { graph: g, states } = gpt2Trunk(config, weights, joinedAttention);
  const table = head === "wte.weight" ? head : constants(g, weights)(head);
  g.node("MatMul", [states, g.node("Transpose", [table], { perm: [1, 0] })], {}, { output: "logits" });
  g.output("logits", "float32", ["batch_size", "sequence_length", config.vocabularySize]);
  return g;
}

/** The head: `hidden` (rows, width) to `logits` (rows, tokens), the product with the rows of `weight` (tokens, width). */
export function gpt2Head(weight: ReturnType<Gpt2Weights>): GraphBuilder {
  const g = headProduct(weight);
  g.output("logits", "float32", ["batch_size", weight.dims[0] ?? 0]);
  return g;
}

/** The head and the likeliest tokens by it, for topTokens: the logits stay inside the graph. */
export const gpt2TopHead = (weight: ReturnType<Gpt2Weights>): GraphBuilder => addTop(headProduct(weight));

function headProduct(weight: ReturnType<Gpt2Weights>): GraphBuilder {
  const g = graph("head");
  g.input("hidden", "float32", ["batch_size", weight.dims[1] ?? 0]);
  g.node("Gemm", ["hidden", constants(g, () => weight)("head")], { transB: 1 }, { output: "logits" });
  return g;
}
