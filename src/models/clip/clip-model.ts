import type { PreTrainedModel, PreTrainedTokenizer } from "@xenova/transformers";
import { type Image, stacked } from "../../images/image.ts";
import { modelFolder } from "../../store/model-folder.ts";
import { UserError } from "../../text/user-error.ts";
import { offlineTransformers } from "../offline-transformers.ts";
import { checkClipFolder, type ClipPreprocessing, clipPreprocessing, towerFiles } from "./clip-files.ts";
import { readEmbeddings } from "./read-embeddings.ts";

/** A CLIP ready for use. Close it when done: it holds memory outside Node's. */
export interface ClipModel {
  /** The folder it was read from. */
  readonly folder: string;
  readonly preprocessing: ClipPreprocessing;
  /** Features of texts, not normalised, one vector a text. A text longer than the model reads loses its end, not the mark that closes it. */
  textFeatures(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Features of images, not normalised, one vector an image. Images must be square, of the side and normalised as `preprocessing` says. */
  imageFeatures(images: readonly Image[]): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

const textRows = 64;

/**
 * Opens the CLIP in a folder with the layout of the public ONNX exports, by transformers.js with the network off: full-precision towers, tokenizer.
 * Throws UserError where a file is missing or does not load, and later where a tower's output is no list of feature vectors or holds NaN.
 */
export async function openClip(path: string, { threads = 1 }: { readonly threads?: number } = {}): Promise<ClipModel> {
  const folder = modelFolder(path);
  checkClipFolder(folder);
  const preprocessing = clipPreprocessing(folder);
  const { AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, Tensor } =
    await offlineTransformers();
  const options = {
    local_files_only: true,
    dtype: "fp32",
    device: "cpu",
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  } as const;
  const load = async <Part>(what: string, part: Promise<Part>): Promise<Part> => {
    try {
      return await part;
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      throw new UserError(
        `${folder.pathOf(what)}: expected a file of a CLIP that loads but found: ${reason}. Get the file again.`,
        { cause: error },
      );
    }
  };
  const tokenizer = await load(
    "tokenizer.json",
    AutoTokenizer.from_pretrained(folder.path, { local_files_only: true }),
  );
  const text = await load(towerFiles.text, CLIPTextModelWithProjection.from_pretrained(folder.path, options));
  const vision = await load(towerFiles.vision, CLIPVisionModelWithProjection.from_pretrained(folder.path, options));
  return {
    folder: folder.path,
    preprocessing,
    textFeatures: (texts) => embedTexts(texts, { tokenizer, text, folder: folder.path }),
    async imageFeatures(images) {
      const side = preprocessing.size;
      const odd = images.find(({ channels, height, width }) => channels !== 3 || height !== side || width !== side);
      if (odd !== undefined)
        throw new UserError(
          `${folder.path}: expected images of 3×${side}×${side} but found one of ${odd.channels}×${odd.height}×${odd.width}. Resize it.`,
        );
      if (images.length === 0) return [];
      const pixels = new Tensor("float32", stacked(images), [images.length, 3, side, side]);
      return readEmbeddings(await run(vision, { pixel_values: pixels }), "image_embeds", images.length, folder.path);
    },
    async close() {
      await Promise.all([text.dispose(), vision.dispose()]);
    },
  };
}

async function embedTexts(
  texts: readonly string[],
  {
    tokenizer,
    text,
    folder,
  }: { readonly tokenizer: PreTrainedTokenizer; readonly text: PreTrainedModel; readonly folder: string },
): Promise<readonly Float32Array[]> {
  const features: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += textRows) {
    const rows = texts.slice(from, from + textRows);
    const inputs = tokenizer(rows, { padding: true, truncation: true }) as Record<string, unknown>;
    features.push(...readEmbeddings(await run(text, inputs), "text_embeds", rows.length, folder));
  }
  return features;
}

/** transformers.js types a model's call as anything. */
const run = (model: PreTrainedModel, inputs: Readonly<Record<string, unknown>>): Promise<unknown> =>
  (model as unknown as (inputs: Readonly<Record<string, unknown>>) => Promise<unknown>)(inputs);
