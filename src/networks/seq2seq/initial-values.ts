import { type Key, key, uniform } from "../../math/random.ts";
import { elementCount } from "../../onnx/tensor.ts";
import type { TensorPlan } from "./shape.ts";
import type { TensorValues } from "./weights.ts";

/** The values that training begins with: drawn under the key, a tensor's own by its name. */
export function initialValues(plans: readonly TensorPlan[], chance: Key): TensorValues {
  return Object.fromEntries(
    plans.map(({ name, shape, start }) => {
      const own = key(chance, name);
      const draw = start === "normal" ? normal : (from: Key, i: number) => (2 * uniform(from, i) - 1) * start;
      return [name, Float32Array.from({ length: elementCount(shape) }, (_, i) => draw(own, i))];
    }),
  );
}

/** A standard normal number (Box and Muller). */
function normal(chance: Key, i: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(chance, 2 * i)));
  return radius * Math.cos(2 * Math.PI * uniform(chance, 2 * i + 1));
}
