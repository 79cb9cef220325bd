import type { AdamOptions } from "./adam.ts";
import type { TrainingState } from "./checkpoint.ts";
import type { Moments, Optimizer } from "./optimizer.ts";
import { vectorLoop } from "./vector-loop.ts";

/**
 * Adam with L2 decay, as `adamL2`, with every operation rounded to float32: four elements at once in WebAssembly for a state made by `inOneMemory`,
 * about 1 ns an element; the same bits, slowly, for any other.
 */
export function adamFloat32({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0 }: AdamOptions = {}): Optimizer {
  return (moments, gradient, { step, rate, factor = 1 }) => {
    const numbers = [
      factor,
      decay,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      rate / (1 - beta1 ** step),
      1 / (1 - beta2 ** step),
      epsilon,
    ] as const;
    const loop = loops.get(moments.value.buffer);
    if (loop === undefined || gradient.buffer !== moments.value.buffer) elementByElement(moments, gradient, numbers);
    else loop(moments, gradient, numbers);
  };
}

type Numbers = readonly [number, number, number, number, number, number, number, number, number];
type Loop = (moments: Moments, gradient: Float32Array, numbers: Numbers) => void;

/** The loops over the memories that `inOneMemory` made. */
const loops = new WeakMap<ArrayBufferLike, Loop>();

/** The state copied into one WebAssembly memory, with room for gradients beside it. */
export function inOneMemory(state: TrainingState): TrainingState {
  const entries = Object.entries(state.tensors);
  const total = entries.reduce((sum, [, { value }]) => sum + 4 * padded(value.length), 0);
  const { memory, run } = vectorLoop(4 * total);
  loops.set(memory, ({ value, mean, square }, gradient, numbers) =>
    run([value, mean, square, gradient], padded(value.length), numbers),
  );
  let at = 0;
  const place = (length: number, from?: Float32Array): Float32Array => {
    const array = new Float32Array(memory, at, length);
    if (from !== undefined) array.set(from);
    at += 4 * padded(length);
    return array;
  };
  const tensors = entries.map(([name, { value, mean, square }]): [string, Moments] => [
    name,
    {
      value: place(value.length, value),
      mean: place(value.length, mean),
      square: place(value.length, square),
      gradient: place(value.length),
    },
  ]);
  return { ...state, tensors: Object.fromEntries(tensors) };
}

const padded = (length: number): number => 4 * Math.ceil(length / 4);

/** What the vector loop does, in its order of operations. */
function elementByElement({ value, mean, square }: Moments, gradient: Float32Array, numbers: Numbers): void {
  const f = Math.fround;
  const [factor, decay, beta1, grow1, beta2, grow2, size, spread, epsilon] = numbers.map(f) as unknown as Numbers;
  for (let i = 0; i < value.length; i++) {
    const g = f(f(gradient[i]! * factor) + f(value[i]! * decay));
    const m = f(f(mean[i]! * beta1) + f(g * grow1));
    const s = f(f(square[i]! * beta2) + f(f(g * grow2) * g));
    mean[i] = m;
    square[i] = s;
    value[i] = f(value[i]! - f(f(m * size) / f(f(Math.sqrt(f(s * spread))) + epsilon)));
  }
}
