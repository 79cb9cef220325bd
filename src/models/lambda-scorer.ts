import { UserError } from "../text/user-error.ts";
import { onnxRunner } from "./graph-runner.ts";

/** A λ-network ready to run. Close it when done. */
export interface OpenLambda {
  /** A score for each feature vector; a row's does not depend on the others. Throws UserError where vectors have another length than the network reads, or a score is not finite. */
  readonly score: (features: readonly Float32Array[]) => Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Opens a λ-network from its ONNX file (`lambdaGraph`), which reads features of length `width`. Throws UserError that begins with `where` if it does not load. */
export async function openLambda(file: Uint8Array, width: number, where: string): Promise<OpenLambda> {
  const graph = await onnxRunner.load(file).catch((error: unknown) => {
    throw new UserError(
      `${where}: expected a λ-network but found a file that does not load. Train it again with clip train.`,
      { cause: error },
    );
  });
  return {
    async score(features) {
      const all = new Float32Array(features.length * width);
      for (const [row, feature] of features.entries()) {
        if (feature.length !== width)
          throw new UserError(
            `${where}: expected features of length ${width} but the model gives ${feature.length}. Train a λ-network on this model.`,
          );
        all.set(feature, row * width);
      }
      const outputs = await graph.run({ features: { type: "float32", dims: [features.length, width], data: all } });
      const scores = Array.from(outputs["scores"]?.data as Float32Array);
      const wrong = scores.find((one) => !Number.isFinite(one));
      if (wrong !== undefined)
        throw new UserError(
          `${where}: expected scores that are finite numbers but found ${wrong}. Its training came apart: train it again with a lower --rate.`,
        );
      return scores;
    },
    close: () => graph.close(),
  };
}
