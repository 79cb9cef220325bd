import { dirname, join } from "node:path";
import { readModel } from "../../onnx/read-model.ts";
import { digestOf, fileDigest } from "../../store/digest.ts";
import { fileBytes } from "../../store/model-folder.ts";
import type { CnnNames, OpenCnn } from "./open-cnn.ts";

/** What decides what is said of an image, beside its pixels and its side. */
export interface SeenAs {
  /** SHA-256 of the model, with weights that lie beside its file. */
  readonly digest: string;
  /** How images are made ready, and which output their features are, in words. */
  readonly preparation: string;
}

export async function seenAs(
  { found, normalization, size }: OpenCnn,
  { features = "features" }: Pick<CnnNames, "features">,
): Promise<SeenAs> {
  const { mean, deviation, order = "rgb" } = normalization;
  const cut = size.shorter === undefined ? "" : ` out of a shorter side of ${size.shorter}`;
  const sides = `${size.width}×${size.height}${cut}`;
  const preparation = `${sides}, ${order} less ${mean.join(",")} over ${deviation.join(",")}, features by "${features}"`;
  return { digest: await graphDigest(found.path), preparation };
}

async function graphDigest(path: string): Promise<string> {
  const stored = readModel(fileBytes(path)).constants.flatMap(({ data }) =>
    data === undefined || data instanceof Uint8Array ? [] : [data.location],
  );
  const beside = [...new Set(stored)].toSorted().map((file) => join(dirname(path), file));
  const digests: string[] = [];
  for (const file of [path, ...beside]) digests.push(await fileDigest(file));
  return digests.length === 1 ? (digests[0] as string) : digestOf(digests.join("\n"));
}
