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
  const file = fileFound(name);
  if (isHubId(name) && name !== "mini" && file === undefined) return hubModel(name, hub);
  throw new UserError(
    `model ${name}: expected ${hub.instead ?? "mini"}, a folder in the Hugging Face layout, or a hub id such as openai-community/gpt2, but found ${file ?? "none of them"}. Check the spelling or the path.`,
  );
}

/** What is there where a name is that of a file; undefined where it is none. */
function fileFound(name: string): string | undefined {
  if (pathKind(name) === "file") return "a file";
  return fileName.test(name) ? "no such file" : undefined;
}

/** No model of the hub is called like that, a file that is not there may be. */
const fileName = /\.(?:bin|csv|gguf|jsonl?|onnx|pt|safetensors|tsv|txt|zip)$/iu;
