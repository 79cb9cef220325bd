import { fileURLToPath } from "node:url";
import { isFolder } from "../store/model-folder.ts";
import { pathKind } from "../store/path-kind.ts";
import { UserError } from "../text/user-error.ts";
import { hubModel, isHubId, type HubOptions } from "./hub.ts";

/** The folder of the models that come with the package. */
export const bundledModels: string = fileURLToPath(new URL("../../models", import.meta.url));

/** Whether a model comes with the package under that name. */
export const isBundledModel = (name: string, bundled: string = bundledModels): boolean =>
  /^[\w-]+$/.test(name) && isFolder(`${bundled}/${name}`);

/**
 * The folder of a model named by `mini` (or another that is bundled), by a local folder, or by a hub id, which is downloaded once. A local
 * folder comes before a hub id of the same name, and a file is neither. Throws UserError where there is no such model.
 */
export async function findModel(name: string, hub: HubOptions, bundled: string = bundledModels): Promise<string> {
  if (isBundledModel(name, bundled)) return `${bundled}/${name}`;
  if (isFolder(name)) return name;
  const kind = pathKind(name);
  const isPath = kind === "file" || fileName.test(name);
  if (isHubId(name) && name !== "mini" && !isPath) return hubModel(name, hub);
  const found = isPath ? `found ${kind === "file" ? "a file" : "no such file"}` : "found none of them";
  throw new UserError(
    `model ${name}: expected ${hub.instead ?? "mini"}, a folder in the Hugging Face layout, or a hub id such as openai-community/gpt2, but ${found}. Check the spelling or the path.`,
  );
}

/** No model of the hub is called like that, a file that is not there may be. */
const fileName = /\.(?:bin|csv|gguf|jsonl?|onnx|pt|safetensors|tsv|txt|zip)$/iu;
