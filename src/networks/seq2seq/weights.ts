import { elementCount } from "../../onnx/tensor.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { TensorPlan } from "./shape.ts";

/** A linear map of the network: matrix and bias. */
export interface Affine {
  readonly weight: Value;
  readonly bias: Value;
}

/** The network's tensors as values of a graph. */
export interface Seq2seqWeights {
  readonly encoder: { readonly embedding: Value; readonly input: Affine; readonly hidden: Affine };
  readonly decoder: {
    readonly embedding: Value;
    readonly combine: { readonly token: Value; readonly context: Value; readonly bias: Value };
    readonly input: Affine;
    readonly hidden: Affine;
    readonly output: Affine;
  };
}

/** Tensor values by name. */
export type TensorValues = Readonly<Record<string, Float32Array>>;

/** The tensors as trained parameters, or frozen at `values` where these are given. Throws RangeError where a value is missing or of another size. */
export function declareTensors(on: Tape, plans: readonly TensorPlan[], values?: TensorValues): (name: string) => Value {
  const declared = new Map(
    plans.map(({ name, shape, group }) => {
      if (values === undefined) return [name, on.parameter(name, shape, group)];
      const data = values[name];
      if (data?.length !== elementCount(shape))
        throw new RangeError(
          `tensor ${name}: expected ${elementCount(shape)} numbers but found ${data?.length ?? "none"}`,
        );
      return [name, on.constant(shape, data)];
    }),
  );
  return (name) => {
    const value = declared.get(name);
    if (value === undefined) throw new RangeError(`the network has no tensor ${name}`);
    return value;
  };
}

/** The plain network's weights: each tensor as it is. */
export function plainWeights(tensor: (name: string) => Value): Seq2seqWeights {
  const affine = (name: string): Affine => ({ weight: tensor(`${name}.weight`), bias: tensor(`${name}.bias`) });
  return {
    encoder: {
      embedding: tensor("encoder.embedding"),
      input: affine("encoder.input"),
      hidden: affine("encoder.hidden"),
    },
    decoder: {
      embedding: tensor("decoder.embedding"),
      combine: {
        token: tensor("decoder.combine.token"),
        context: tensor("decoder.combine.context"),
        bias: tensor("decoder.combine.bias"),
      },
      input: affine("decoder.input"),
      hidden: affine("decoder.hidden"),
      output: affine("decoder.output"),
    },
  };
}
