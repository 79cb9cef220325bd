import { filesIn, folderDigest } from "../store/digest.ts";
import { modelFolder } from "../store/model-folder.ts";
import { wantedFiles } from "./wanted-files.ts";

const ofTokenizer = new Set([
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "vocab.json",
  "merges.txt",
]);

/** SHA-256 of what a model's folder gives to a run: its weights and configuration, and its tokenizer. Other files of the folder do not enter. */
export async function modelDigests(folder: string): Promise<{ readonly model: string; readonly tokenizer: string }> {
  const wanted = new Set(wantedFiles(await filesIn(folder), modelFolder(folder).json("config.json"), folder));
  return {
    model: await folderDigest(folder, (name) => wanted.has(name) && !ofTokenizer.has(name)),
    tokenizer: await folderDigest(folder, (name) => ofTokenizer.has(name)),
  };
}
