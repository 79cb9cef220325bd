import type { Action } from "../../group/action.ts";
import type { Image } from "../../images/image.ts";
import { imageFrame } from "../../images/image-frame.ts";
import { namedImageAction } from "../../images/named-action.ts";
import type { Normalization } from "../../images/normalize.ts";
import { findImageClassifier, type FoundClassifier } from "../../models/image-classifier/find-classifier.ts";
import {
  type ClassifierOptions,
  type ImageClassifier,
  openImageClassifier,
} from "../../models/image-classifier/image-classifier.ts";
import { findImages, type ImageFolder } from "../../store/image-folder.ts";
import { type ImageSize, type LabelledImage, readImages } from "../../store/read-images.ts";
import { UserError } from "../../text/user-error.ts";
import { hubOptions, type Network } from "../network.ts";
import { type SeenOrbit, seeOrbits } from "./see-orbits.ts";

/** Which model sees which images, moved by which group. */
export interface CnnNames {
  /** A bundled name, an .onnx file, a folder in the Hugging Face layout or a hub id. */
  readonly model: string;
  /** A folder of classes. */
  readonly data: string;
  /** A name of `imageActions`, or a product with "+" between: "rot90", "flip+rot180". */
  readonly group: string;
  /** Names of the classes in the order of the model's outputs. Default: as the model says, else the folder's in order. */
  readonly classes?: readonly string[];
  /** Only so many images, spread over the classes. */
  readonly limit?: number;
  /** Images, not sides, of a pass. Changes no result. */
  readonly batch: number;
  readonly normalization?: Normalization;
  /** Side of the images. Default: as the model says. */
  readonly size?: number;
  /** The output with the features. Default "features". */
  readonly features?: string;
  readonly threads?: number;
  readonly network: Network;
}

/** A model with images to see. Close the classifier when done. */
export interface OpenCnn {
  readonly found: FoundClassifier;
  readonly classifier: ImageClassifier;
  readonly normalization: Normalization;
  readonly action: Action<Image>;
  /** What images are brought to. */
  readonly size: ImageSize;
  readonly images: ImageFolder;
  /** The images, `batch` at a time. */
  read(): AsyncGenerator<readonly LabelledImage[], void, undefined>;
  /** The images seen from all sides, `batch` at a time; through frames if so said. */
  see(frames?: boolean): AsyncGenerator<readonly SeenOrbit[], void, undefined>;
}

/** Opens model and images. Throws UserError where either is missing or damaged, or the classes do not match; `ownHead`: whether the model's own classes are what counts. */
export async function openCnn(names: CnnNames, { ownHead = true } = {}): Promise<OpenCnn> {
  const action = namedImageAction(names.group);
  const found = await findImageClassifier(names.model, hubOptions(names.network), names.normalization);
  const all = findImages(names.data, names.classes ?? (ownHead ? found.labels : undefined));
  const images = { ...all, files: all.files.slice(0, names.limit) };
  const { normalization } = found.preprocessing;
  const classifier = await openImageClassifier(found.path, { normalization, ...optionsOf(names, found) });
  if (ownHead && classifier.classes !== images.classes.length) {
    await classifier.close();
    throw new UserError(
      `${names.data}: expected a folder for each of the model's ${classifier.classes} classes but found ${images.classes.length}. Name the folders in the order of its outputs with --classes, or train a head for these classes: evenhand cnn train.`,
    );
  }
  const { height, width } = classifier;
  const shorter = names.size === undefined ? found.preprocessing.shorter : undefined;
  const size = { height, width, ...(shorter !== undefined && { shorter }) };
  const read = () => readImages(images.files, { batch: names.batch, size });
  const see = (frames = false) => seeOrbits(classifier, action, read(), frames ? imageFrame(action) : undefined);
  return { found, classifier, normalization, action, size, images, read, see };
}

function optionsOf(
  { size, threads, features }: CnnNames,
  { preprocessing }: FoundClassifier,
): Omit<ClassifierOptions, "normalization"> {
  const { height = size, width = size } = size === undefined ? preprocessing : {};
  return {
    ...(height !== undefined && { height }),
    ...(width !== undefined && { width }),
    ...(threads !== undefined && { threads }),
    ...(features !== undefined && { features }),
  };
}
