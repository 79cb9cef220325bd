import { z } from "zod";
import type { Normalization } from "../../images/normalize.ts";
import type { ModelFolder } from "../../store/model-folder.ts";
import { fieldOf } from "../../text/field-of.ts";
import { UserError } from "../../text/user-error.ts";

/** The files of a CLIP's two towers, as the public ONNX exports name them. Quantised variants beside them are not used. */
export const towerFiles = { text: "onnx/text_model.onnx", vision: "onnx/vision_model.onnx" } as const;

/** Whether a config.json describes a CLIP. */
export const isClip = (config: unknown): boolean => fieldOf(config, "model_type") === "clip";

/** How images are made ready for the image tower. */
export interface ClipPreprocessing {
  /** Side of the square that is cut out of the middle once the shorter side has this length, in pixels. */
  readonly size: number;
  readonly normalization: Normalization;
}

const side = z.union([
  z.int().positive(),
  z.object({ shortest_edge: z.int().positive() }).transform(({ shortest_edge: edge }) => edge),
  z
    .object({ height: z.int().positive(), width: z.int().positive() })
    .refine(({ height, width }) => height === width, "expected height and width to be equal")
    .transform(({ height }) => height),
]);
const channels = z.tuple([z.number(), z.number(), z.number()]);
const preprocessing = z.object({
  size: side,
  crop_size: side.optional(),
  image_mean: channels,
  image_std: channels,
  do_resize: z.literal(true).default(true),
  do_center_crop: z.literal(true).default(true),
  do_normalize: z.literal(true).default(true),
  do_rescale: z.literal(true).default(true),
  rescale_factor: z
    .number()
    .refine((factor) => Math.abs(factor * 255 - 1) < 1e-3, "expected 1/255")
    .default(1 / 255),
});

/** Reads preprocessor_config.json. Throws UserError where it asks for anything but CLIP's own steps: fit the shorter side, cut out the middle, scale to [0, 1], normalise. */
export function clipPreprocessing(folder: ModelFolder): ClipPreprocessing {
  const path = folder.pathOf("preprocessor_config.json");
  const read = preprocessing.safeParse(folder.json("preprocessor_config.json"));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UserError(
      `${path}: expected CLIP's preprocessing but found ${issue?.path.join(".") ?? "it"} that is otherwise (${issue?.message ?? "unknown"}). Get the file again.`,
    );
  }
  const { size, crop_size: crop = size, image_mean: mean, image_std: deviation } = read.data;
  if (crop !== size)
    throw new UserError(
      `${path}: expected size and crop_size to be equal but found ${size} and ${crop}. Use a model that reads all of an image's middle.`,
    );
  return { size: crop, normalization: { mean, deviation } };
}

/** Checks that a folder holds a CLIP. Throws UserError that says what is missing. */
export function checkClipFolder(folder: ModelFolder): void {
  if (!isClip(folder.json("config.json")))
    throw new UserError(
      `${folder.pathOf("config.json")}: expected model_type "clip" but found another. Choose a CLIP, such as Xenova/clip-vit-base-patch32.`,
    );
  const needed = [...Object.values(towerFiles), "tokenizer.json", "tokenizer_config.json", "preprocessor_config.json"];
  const missing = needed.filter((file) => !folder.has(file));
  if (missing.length > 0)
    throw new UserError(
      `${folder.path}: expected ${needed.join(", ")} but found no ${missing.join(", no ")}. Export both towers of the CLIP to ONNX, or name a hub id that has them.`,
    );
}
