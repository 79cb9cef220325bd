import { hubModel, isHubId } from "../models/hub.ts";
import type { OpenClassifier } from "../models/open-classifier.ts";
import { loadClassifier } from "../models/text-classifier.ts";
import { bundledClassifier } from "../store/classifiers.ts";
import { isFolder } from "../store/model-folder.ts";
import { UserError } from "../text/user-error.ts";
import { hubOptions, type Network } from "./network.ts";

/** Opens a classifier by the name of a bundled one, a folder or a hub id. Throws UserError where there is none. */
export async function openClassifier(name: string, network: Network): Promise<OpenClassifier> {
  if (bundledClassifier(name) !== undefined || isFolder(name)) return loadClassifier(name);
  if (isHubId(name) && name.includes("/")) return loadClassifier(await hubModel(name, hubOptions(network)));
  throw new UserError(
    `classifier ${name}: expected mini or lexicon, a folder in the Hugging Face layout, or a hub id with its owner, but found none of them. Check the spelling or the path.`,
  );
}
