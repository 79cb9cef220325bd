import { basename } from "node:path";
import { z } from "zod";
import { normalizations, type Normalization } from "../../images/normalize.ts";
import { isFolder, type ModelFolder, modelFolder } from "../../store/model-folder.ts";
import { pathKind } from "../../store/path-kind.ts";
import { UserError } from "../../text/user-error.ts";
import { findModel } from "../find-model.ts";
import type { HubOptions } from "../hub.ts";
import { type ImagePreprocessing, imagePreprocessing } from "./image-preprocessing.ts";

/** Where a classifier's graph lies, and what is known of it. */
export interface FoundClassifier {
  /** What to call it: the last part of its path. */
  readonly name: string;
  readonly path: string;
  readonly preprocessing: ImagePreprocessing;
  /** Names of its classes in the order of its outputs, where config.json gives them. */
  readonly labels: readonly string[] | undefined;
}

const config = z.object({ id2label: z.record(z.string(), z.string()).optional() });

/**
 * A classifier by its .onnx file, or by a bundled name, a folder in the Hugging Face layout (onnx/model.onnx, config.json, preprocessor_config.json) or a hub id. An .onnx file by itself is taken to
 * want the normalisation of ImageNet unless `normalization` is given. Throws UserError where there is none.
 */
export async function findImageClassifier(
  name: string,
  hub: HubOptions,
  normalization?: Normalization,
): Promise<FoundClassifier> {
  const given = normalization === undefined ? {} : { normalization };
  if (name.endsWith(".onnx") || pathKind(name) === "file") return fileAlone(name, given);
  const folder = modelFolder(await findModel(name, { instead: "mini-cnn", ...hub }));
  const graph = ["onnx/model.onnx", "model.onnx"].find((file) => folder.has(file));
  if (graph === undefined)
    throw new UserError(
      `${name}: expected onnx/model.onnx or model.onnx but found neither. Export the classifier to ONNX into this folder.`,
    );
  const preprocessing = { ...(imagePreprocessing(folder) ?? { normalization: normalizations.imagenet }), ...given };
  const shown = isFolder(name) ? basename(name) : name;
  return { name: shown, path: folder.pathOf(graph), preprocessing, labels: labelsOf(folder) };
}

function fileAlone(path: string, given: { readonly normalization?: Normalization }): FoundClassifier {
  if (pathKind(path) !== "file")
    throw new UserError(
      `${path}: expected an ONNX file but found ${pathKind(path) === "folder" ? "a folder" : "nothing"}. Check the path.`,
    );
  const preprocessing = { normalization: normalizations.imagenet, ...given };
  return { name: basename(path, ".onnx"), path, preprocessing, labels: undefined };
}

function labelsOf(folder: ModelFolder): readonly string[] | undefined {
  if (!folder.has("config.json")) return undefined;
  const { id2label } = config.safeParse(folder.json("config.json")).data ?? {};
  return id2label && Object.keys(id2label).map((_, i) => id2label[String(i)] ?? String(i));
}
