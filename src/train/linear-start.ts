import { key, uniform } from "../math/random.ts";
import { elementCount } from "../onnx/tensor.ts";
import type { Parameter } from "./tape.ts";

/**
 * PyTorch's start of linear layers: uniform within ±1/√inputs, weights and biases alike, drawn by seed and name. A layer's parameters are named LAYER.PART; its weight, whose first side is the
 * inputs, is the one with more sides than one.
 */
export function linearStart(parameters: readonly Parameter[], seed: number): Record<string, Float32Array> {
  const inputs = new Map(
    parameters.filter(({ shape }) => shape.length > 1).map(({ name, shape }) => [layerOf(name), shape[0] ?? 1]),
  );
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const chance = key(seed, "start", name);
      const reach = 1 / Math.sqrt(inputs.get(layerOf(name)) ?? 1);
      return [name, Float32Array.from({ length: elementCount(shape) }, (_, i) => reach * (2 * uniform(chance, i) - 1))];
    }),
  );
}

const layerOf = (name: string): string => name.slice(0, name.lastIndexOf("."));
