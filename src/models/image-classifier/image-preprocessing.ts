import { z } from "zod";
import { normalizations, type Normalization } from "../../images/normalize.ts";
import type { ModelFolder } from "../../store/model-folder.ts";
import { UserError } from "../../text/user-error.ts";

/** How images are made ready for a classifier. */
export interface ImagePreprocessing {
  readonly normalization: Normalization;
  /** Sides of what the model sees; absent: as the model's graph declares. */
  readonly height?: number;
  readonly width?: number;
  /** Length that the shorter side gets before the middle is cut out; absent: the side of what is cut out. */
  readonly shorter?: number;
}

const length = z.int().positive();
const edge = z.union([length.transform((side) => ({ shortest_edge: side })), z.object({ shortest_edge: length })]);
const sides = z.union([
  length.transform((side) => ({ height: side, width: side })),
  z.object({ height: length, width: length }),
]);
const channels = z.tuple([z.number(), z.number(), z.number()]);
const layout = z.object({
  size: z.union([z.object({ height: length, width: length }), edge]).optional(),
  crop_size: sides.optional(),
  crop_pct: z.number().positive().max(1).nullish(),
  do_center_crop: z.boolean().optional(),
  do_normalize: z.boolean().default(true),
  image_mean: channels.default([0.5, 0.5, 0.5]),
  image_std: channels.default([0.5, 0.5, 0.5]),
  rescale_factor: z
    .number()
    .refine((factor) => Math.abs(factor * 255 - 1) < 1e-3, "expected 1/255")
    .default(1 / 255),
});

/** What a folder's preprocessor_config.json says, or undefined where it has none. Throws UserError where the file asks for something else than fitting, cutting and normalising. */
export function imagePreprocessing(folder: ModelFolder): ImagePreprocessing | undefined {
  const file = "preprocessor_config.json";
  if (!folder.has(file)) return undefined;
  const read = layout.safeParse(folder.json(file));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UserError(
      `${folder.pathOf(file)}: expected the preprocessing of an image classifier but found ${issue?.path.join(".") || "it"} that is otherwise (${issue?.message ?? "unknown"}). Get the file again, or name the .onnx file itself and give --mean, --deviation and --size.`,
    );
  }
  const { do_normalize: normalizes, image_mean: mean, image_std: deviation } = read.data;
  return { normalization: normalizes ? { mean, deviation } : normalizations.none, ...sidesOf(read.data) };
}

/** Sides of what is seen, and what the shorter side is fitted to where that is more. */
function sidesOf({
  size,
  crop_size: crop,
  crop_pct: kept,
  do_center_crop: cuts = true,
}: z.infer<typeof layout>): Omit<ImagePreprocessing, "normalization"> {
  const whole = wholeOf(size);
  const seen = cuts ? (crop ?? whole) : whole;
  if (seen === undefined || whole === undefined) return seen ?? {};
  // Some exports give the side that is seen and the share of the shorter side which it is.
  const shorter = typeof kept === "number" ? Math.round(seen.height / kept) : whole.height;
  return shorter > seen.height ? { ...seen, shorter } : seen;
}

function wholeOf(size: z.infer<typeof layout>["size"]): z.infer<typeof sides> | undefined {
  if (size === undefined || !("shortest_edge" in size)) return size;
  return { height: size.shortest_edge, width: size.shortest_edge };
}
