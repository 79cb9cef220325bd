import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { regardLabels } from "../regard/regard.ts";
import { readTrainedOn } from "../regard/trained-on.ts";
import { checked } from "../text/checked.ts";
import { UserError } from "../text/user-error.ts";
import { modelFolder } from "./model-folder.ts";

/** Kinds of classifier: "words" and "lexicon" are evaluated here; "hugging-face" is a sequence classifier run by ONNX Runtime. */
const classifierKinds = ["words", "lexicon", "hugging-face"] as const;

const manifestSchema = z.object({
  version: z.literal(1),
  kind: z.enum(classifierKinds),
  /** Relative to the folder; the digest is checked before the model is used. */
  model: z.object({
    file: z.string().min(1),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/u)
      .optional(),
  }),
  /** In the order of the model's outputs. Several outputs may be one regard. */
  labels: z.array(z.object({ output: z.string(), regard: z.enum(regardLabels) })).min(2),
  maskToken: z.string().default("XYZ"),
  source: z.string(),
  licence: z.string(),
  /** By which file its training texts are known again (see readTrainedOn); no file where it was trained on none. Absent: nobody knows. */
  trainedOn: z.object({ file: z.string().min(1).nullable(), texts: z.number() }).optional(),
  accuracy: z
    .array(
      z.object({
        on: z.string(),
        n: z.number(),
        accuracy: z.number(),
        interval: z.tuple([z.number(), z.number()]).optional(),
      }),
    )
    .default([]),
});
/** What a classifier says of itself: classifiers/NAME/manifest.json. */
export type ClassifierManifest = Readonly<z.infer<typeof manifestSchema>>;

const bundledClassifiers = fileURLToPath(new URL("../../classifiers", import.meta.url));

/** The folder of a bundled classifier, or undefined where none has that name. Works from src/ and from dist/. */
export function bundledClassifier(name: string): string | undefined {
  const folder = join(bundledClassifiers, name);
  return /^[\w-]+$/u.test(name) && existsSync(folder) ? folder : undefined;
}

/** The manifest of a classifier's folder, or undefined where it has none. Throws UserError on a bad one. */
export function readManifest(folder: string): ClassifierManifest | undefined {
  const files = modelFolder(folder);
  if (!files.has("manifest.json")) return undefined;
  return checked(manifestSchema, files.json("manifest.json"), {
    where: files.pathOf("manifest.json"),
    expected: "a classifier's manifest",
    remedy: "Compare it with classifiers/mini/manifest.json.",
  });
}

/** Whether a classifier was trained on a text; undefined where its manifest does not tell. Throws where the file it names is missing. */
export function trainedOn(folder: string, manifest: ClassifierManifest): ((text: string) => boolean) | undefined {
  if (manifest.trainedOn === undefined) return undefined;
  const { file } = manifest.trainedOn;
  return file === null ? () => false : readTrainedOn(readFileSync(join(folder, file)));
}

/** The bytes of the model a manifest names, once their digest is the one it gives. Throws UserError where the file is missing or another. */
export function readVerified(folder: string, { model }: ClassifierManifest): Uint8Array {
  const path = join(folder, model.file);
  if (!existsSync(path))
    throw new UserError(`${path}: expected the classifier's model but found nothing. Get the folder again.`);
  const bytes = readFileSync(path);
  const found = createHash("sha256").update(bytes).digest("hex");
  if (model.sha256 !== undefined && found !== model.sha256) {
    throw new UserError(
      `${path}: expected the SHA-256 ${model.sha256.slice(0, 12)}… of manifest.json but found ${found.slice(0, 12)}…: the file is damaged or another. Get the folder again.`,
    );
  }
  return bytes;
}
