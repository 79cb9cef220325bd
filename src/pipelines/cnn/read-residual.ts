import { residualShape } from "../../networks/convolutional/residual-model.ts";
import type { ResidualShape } from "../../networks/convolutional/residual-network.ts";
import { readModel } from "../../onnx/read-model.ts";
import { fileBytes } from "../../store/model-folder.ts";
import { UserError } from "../../text/user-error.ts";

/** A network of mini-cnn's kind, as it is stored. */
export interface StoredResidual {
  readonly shape: ResidualShape;
  /** Its tensors by name, copied. */
  readonly tensors: Readonly<Record<string, Float32Array>>;
}

/** Reads the tensors of a network that `residualModel` wrote. Throws UserError where the file holds another kind of network. */
export function readResidual(path: string): StoredResidual {
  const constants = readModel(fileBytes(path)).constants.filter(({ name }) => /\.(?:kernels|weight|bias)$/.test(name));
  const shape = residualShape(new Map(constants.map(({ name, dims }) => [name, dims])));
  if (shape === undefined)
    throw new UserError(
      `${path}: expected a network of mini-cnn's kind, whose layers can be trained, but found another. Take --what head, lambda or both, which train on any network's features.`,
    );
  const tensors = constants.map(({ name, data }) => {
    if (!(data instanceof Uint8Array))
      throw new UserError(
        `${path}: expected the tensor ${name} in the file itself but found none. Get the file again.`,
      );
    return [name, new Float32Array(Uint8Array.from(data).buffer)] as const;
  });
  return { shape, tensors: Object.fromEntries(tensors) };
}
