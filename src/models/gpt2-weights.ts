import type { TensorValue } from "../onnx/tensor.ts";
import type { Gpt2Config } from "./gpt2-config.ts";

/** The parameters of a GPT-2 by their Hugging Face names without the prefix "transformer.", such as "h.0.attn.c_attn.weight" (in × out). */
export type Gpt2Weights = (name: string) => TensorValue;

/** The shape of every parameter of a GPT-2 body, by name. The head is "lm_head.weight" where a model has its own, else "wte.weight". */
export function gpt2Shapes(config: Gpt2Config): ReadonlyMap<string, readonly number[]> {
  const { width, innerWidth, vocabularySize, positions, layers } = config;
  const shapes = new Map<string, readonly number[]>([
    ["wte.weight", [vocabularySize, width]],
    ["wpe.weight", [positions, width]],
  ]);
  for (let l = 0; l < layers; l += 1) {
    const layer: readonly (readonly [string, readonly number[]])[] = [
      ["ln_1.weight", [width]],
      ["ln_1.bias", [width]],
      ["attn.c_attn.weight", [width, 3 * width]],
      ["attn.c_attn.bias", [3 * width]],
      ["attn.c_proj.weight", [width, width]],
      ["attn.c_proj.bias", [width]],
      ["ln_2.weight", [width]],
      ["ln_2.bias", [width]],
      ["mlp.c_fc.weight", [width, innerWidth]],
      ["mlp.c_fc.bias", [innerWidth]],
      ["mlp.c_proj.weight", [innerWidth, width]],
      ["mlp.c_proj.bias", [width]],
    ];
    for (const [name, dims] of layer) shapes.set(`h.${l}.${name}`, dims);
  }
  return shapes.set("ln_f.weight", [width]).set("ln_f.bias", [width]);
}
