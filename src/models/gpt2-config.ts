import { z } from "zod";
import { fieldOf } from "../text/field-of.ts";
import { UserError } from "../text/user-error.ts";

/** The shape of a GPT-2 model. */
export interface Gpt2Config {
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  /** Width of the hidden layer of each MLP. */
  readonly innerWidth: number;
  readonly vocabularySize: number;
  /** The most tokens a row can hold. */
  readonly positions: number;
  readonly epsilon: number;
  /** GELU by its tanh approximation (GPT-2's own), or by the error function. */
  readonly activation: "tanh" | "erf";
  /** What layer l multiplies its attention scores by, at index l. */
  readonly attentionScales: readonly number[];
}

/** Whether a config.json says that it describes a GPT-2. */
export const isGpt2 = (config: unknown): boolean => fieldOf(config, "model_type") === "gpt2";

const activations: Readonly<Record<string, Gpt2Config["activation"]>> = {
  gelu_new: "tanh",
  gelu_pytorch_tanh: "tanh",
  gelu_fast: "tanh",
  gelu: "erf",
};

const size = z.int().positive();
const schema = z.object({
  model_type: z.literal("gpt2"),
  n_layer: size,
  n_head: size,
  n_embd: size,
  n_inner: size.nullish(),
  vocab_size: size,
  n_positions: size,
  layer_norm_epsilon: z.number().positive().default(1e-5),
  activation_function: z.string().default("gelu_new"),
  scale_attn_weights: z.boolean().default(true),
  scale_attn_by_inverse_layer_idx: z.boolean().default(false),
  add_cross_attention: z.literal(false).default(false),
});

function attentionScales(layers: number, headWidth: number, scaled: boolean, byLayer: boolean): readonly number[] {
  return Array.from({ length: layers }, (_, l) => (scaled ? 1 / Math.sqrt(headWidth) : 1) / (byLayer ? l + 1 : 1));
}

/** Reads the contents of a config.json. Throws UserError where it describes no GPT-2, or one with a feature that the graph lacks; `where` begins the message. */
export function gpt2Config(contents: unknown, where: string): Gpt2Config {
  const parsed = schema.safeParse(contents);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? "" : `, ${issue.path.join(".")}`;
    throw new UserError(
      `${where}${at}: expected a GPT-2 configuration but found: ${issue?.message ?? "another"}. Export the model to onnx/model.onnx to run it as a graph of its own.`,
    );
  }
  const c = parsed.data;
  const activation = activations[c.activation_function];
  if (activation === undefined) {
    throw new UserError(
      `${where}, activation_function: expected one of ${Object.keys(activations).join(", ")} but found "${c.activation_function}". Export the model to onnx/model.onnx to run it as a graph of its own.`,
    );
  }
  if (c.n_embd % c.n_head !== 0) {
    throw new UserError(
      `${where}, n_embd: expected a multiple of n_head (${c.n_head}) but found ${c.n_embd}. Check that the file belongs to this model.`,
    );
  }
  return {
    layers: c.n_layer,
    heads: c.n_head,
    width: c.n_embd,
    innerWidth: c.n_inner ?? 4 * c.n_embd,
    vocabularySize: c.vocab_size,
    positions: c.n_positions,
    epsilon: c.layer_norm_epsilon,
    activation,
    attentionScales: attentionScales(
      c.n_layer,
      c.n_embd / c.n_head,
      c.scale_attn_weights,
      c.scale_attn_by_inverse_layer_idx,
    ),
  };
}
