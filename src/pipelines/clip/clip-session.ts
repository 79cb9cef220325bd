import type { Element } from "../../group/group.ts";
import { imageActions, type ImageActionName } from "../../images/image-action.ts";
import { cacheFolder } from "../../store/download-cache.ts";
import { findImages, type ImageFolder } from "../../store/image-folder.ts";
import { loadPrompts } from "../../store/prompts.ts";
import { vectorCache } from "../../store/vector-cache.ts";
import type { Prompts } from "../../text/prompts.ts";
import type { Network } from "../network.ts";
import { type FeatureTable, featureTable } from "./feature-table.ts";
import { openClipByName, type OpenClip } from "./open-clip.ts";
import { textWeights } from "./text-weights.ts";
import { inSquare, sidesSeen } from "./view-points.ts";

/** Which model, images and prompts, by their names. */
export interface ClipNames {
  readonly model: string;
  readonly data: string;
  readonly prompts: string;
  /** Only so many images, spread over the classes. */
  readonly limit?: number;
  readonly threads?: number;
}

/** What tells how far it is: text weights first, then images. */
export interface ClipWatch {
  readonly onTexts?: (done: number, total: number) => void;
  readonly onImages?: (done: number, total: number) => void;
}

/** A CLIP that has looked at a folder of images from the sides that some groups need. */
export interface ClipSession {
  readonly clip: OpenClip;
  readonly folder: ImageFolder;
  readonly prompts: Prompts;
  readonly labels: readonly number[];
  /** One unit vector a class. */
  readonly classes: readonly Float32Array[];
  readonly table: FeatureTable;
}

/**
 * Opens the model, reads prompts and images, and computes all features that the groups' methods need on images that lie on any side of the groups. Names are
 * checked first, since they are quick to read and often wrong. Throws UserError on what cannot be opened. Close the model when done.
 */
export async function openClipSession(
  names: ClipNames,
  groups: readonly ImageActionName[],
  network: Network,
  watch: ClipWatch = {},
): Promise<ClipSession> {
  const prompts = loadPrompts(names.prompts);
  const found = findImages(names.data);
  const folder = { ...found, files: found.files.slice(0, names.limit ?? Infinity) };
  const clip = await openClipByName(names.model, network, names);
  try {
    const cache = vectorCache(cacheFolder(network.environment ?? {}));
    const classes = await textWeights(clip, prompts, folder.classes, cache, watch.onTexts);
    const { files } = folder;
    const table = await featureTable(clip, { files, sides: sidesOf(groups), cache }, (done) =>
      watch.onImages?.(done, files.length),
    );
    return { clip, folder, prompts, labels: files.map(({ label }) => label), classes, table };
  } catch (error) {
    await clip.model.close();
    throw error;
  }
}

function sidesOf(groups: readonly ImageActionName[]): readonly Element[] {
  const sides = groups.flatMap((name) => {
    const { group } = imageActions[name];
    return sidesSeen(
      name,
      group,
      group.elements.map((g) => inSquare(name, g)),
    );
  });
  return [...new Set(sides)].toSorted((a, b) => a - b);
}
