import { dirname } from "node:path";
import { type Image, stacked } from "../../images/image.ts";
import { type Normalization, normalized } from "../../images/normalize.ts";
import { fileBytes } from "../../store/model-folder.ts";
import { UserError } from "../../text/user-error.ts";
import { floats, openSession, type Session } from "../session.ts";
import { classifierGraph, type ClassifierGraph } from "./classifier-graph.ts";
import { checkClassifier } from "./check-classifier.ts";
import type { Sight } from "./sight.ts";

/** An image classifier ready for use. Close it when done: it holds memory outside Node's. */
export interface ImageClassifier {
  /** The file it was read from. */
  readonly path: string;
  /** Sides of the images it sees. */
  readonly height: number;
  readonly width: number;
  /** How many classes, and features of an image (undefined where it gives none). */
  readonly classes: number;
  readonly features: number | undefined;
  /** What it says of images of 3 × height × width from 0 to 1, each by itself, in one pass (or in passes of the fixed size that the graph asks for). Throws UserError on NaN and infinity. */
  see(images: readonly Image[]): Promise<readonly Sight[]>;
  close(): Promise<void>;
}

/** How to open a classifier. */
export interface ClassifierOptions {
  readonly normalization: Normalization;
  /** Sides of the images, needed where the graph does not fix them. */
  readonly height?: number;
  readonly width?: number;
  /** Name of the output with the features. Default "features", which may be absent. */
  readonly features?: string;
  /** Default 1. */
  readonly threads?: number;
  /** The file's content, where it is in memory and not yet written. */
  readonly bytes?: Uint8Array;
}

/** Opens a classifier's ONNX file and tries it on a few images. Throws UserError where it is none, its rows depend on each other, or it gives NaN or infinity. */
export async function openImageClassifier(path: string, options: ClassifierOptions): Promise<ImageClassifier> {
  const bytes = options.bytes ?? fileBytes(path);
  const found = classifierGraph(bytes, path, options.features);
  const { height, width } = sidesOf(found, options, path);
  const session = await openSession(bytes, options.threads ?? 1, dirname(path)).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split("\n")[0] : "unreadable";
    throw new UserError(
      `${path}: expected a graph that ONNX Runtime loads but found: ${reason}. Export the model again.`,
      { cause: error },
    );
  });
  const see = async (images: readonly Image[]): Promise<readonly Sight[]> => {
    const odd = images.find((image) => image.channels !== 3 || image.height !== height || image.width !== width);
    if (odd !== undefined)
      throw new UserError(
        `${path}: expected images of 3×${height}×${width} but found one of ${odd.channels}×${odd.height}×${odd.width}. Resize it.`,
      );
    const seen = images.map((image) => normalized(image, options.normalization));
    return inPasses(seen, found.rows, (rows) => pass(session, found, rows, path));
  };
  try {
    const { classes, features } = await checkClassifier(see, { height, width, path });
    return { path, height, width, classes, features, see, close: () => session.release() };
  } catch (error) {
    await session.release();
    throw error;
  }
}

function sidesOf(
  { height: tall, width: wide }: ClassifierGraph,
  { height = tall, width = wide }: ClassifierOptions,
  path: string,
): { readonly height: number; readonly width: number } {
  if (height === undefined || width === undefined)
    throw new UserError(
      `${path}: expected a graph that fixes the sides of its images but found one that leaves them open. Give --size.`,
    );
  if (height !== (tall ?? height) || width !== (wide ?? width))
    throw new UserError(
      `${path}: expected images of ${wide}×${tall}, as the graph fixes, but received a size of ${width}×${height}. Leave --size out.`,
    );
  return { height, width };
}

/** Runs images in passes of exactly `rows`, the last one filled up with its first image, or all at once where their number is free. */
async function inPasses(
  images: readonly Image[],
  rows: number | undefined,
  run: (images: readonly Image[]) => Promise<readonly Sight[]>,
): Promise<readonly Sight[]> {
  if (images.length === 0) return [];
  if (rows === undefined) return run(images);
  const sights: Sight[] = [];
  for (let start = 0; start < images.length; start += rows) {
    const own = images.slice(start, start + rows);
    const filled = Array.from({ length: rows }, (_, i) => own[i] ?? (own[0] as Image));
    sights.push(...(await run(filled)).slice(0, own.length));
  }
  return sights;
}

async function pass(
  session: Session,
  graph: ClassifierGraph,
  images: readonly Image[],
  path: string,
): Promise<readonly Sight[]> {
  const [{ channels, height, width }] = images as [Image, ...Image[]];
  const feeds = { [graph.input]: floats(stacked(images), [images.length, channels, height, width]) };
  const fetched = graph.features === undefined ? [graph.logits] : [graph.logits, graph.features];
  const outputs = await session.run(feeds, fetched);
  const rowsOf = (name: string): readonly Float32Array[] => {
    const data = outputs[name]?.data;
    if (!(data instanceof Float32Array) || data.length % images.length !== 0)
      throw new UserError(
        `${path}: expected a float32 row of "${name}" for each image but found something else. Export the model again.`,
      );
    const odd = data.find((value) => !Number.isFinite(value));
    if (odd !== undefined)
      throw new UserError(
        `${path}: expected numbers in "${name}" but found ${odd}. Check the model's weights, and the mean and deviation that it was trained with.`,
      );
    const each = data.length / images.length;
    return images.map((_, row) => data.slice(row * each, (row + 1) * each));
  };
  const logits = rowsOf(graph.logits);
  const features = graph.features === undefined ? [] : rowsOf(graph.features);
  return logits.map((own, row): Sight => {
    const seen = features[row];
    return seen === undefined ? { logits: own } : { logits: own, features: seen };
  });
}
