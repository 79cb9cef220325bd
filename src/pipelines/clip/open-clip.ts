import { type ClipModel, openClip } from "../../models/clip/clip-model.ts";
import { findModel } from "../../models/find-model.ts";
import { modelDigests } from "../../models/model-digests.ts";
import { hubOptions, type Network } from "../network.ts";

/** A CLIP with what tells it from every other. */
export interface OpenClip {
  readonly name: string;
  readonly model: ClipModel;
  readonly digests: { readonly model: string; readonly tokenizer: string };
}

/** Opens a CLIP by the name of a bundled one, a folder or a hub id. Throws UserError where there is none. Close its model when done. */
export async function openClipByName(
  name: string,
  network: Network,
  options: { readonly threads?: number } = {},
): Promise<OpenClip> {
  const folder = await findModel(name, { ...hubOptions(network), instead: "mini-clip" });
  const model = await openClip(folder, options);
  return { name, model, digests: await modelDigests(folder) };
}
