import type { TextSample } from "../../pipelines/text-sample.ts";
import { textTable } from "../../pipelines/text-table.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import { pathKind } from "../../store/path-kind.ts";
import { UserError } from "../../text/user-error.ts";
import { typedPath } from "../typed-path.ts";
import type { GenerateNews } from "./state.ts";
import { allSamples, blockCount, type Texts } from "./texts.ts";

/** Saves all texts that were made, as JSONL or CSV by the name's ending. What is there already is replaced only where that was said. */
export async function saveTexts(
  folder: string,
  { path, texts, replace }: { readonly path: string; readonly texts: Texts; readonly replace: boolean },
): Promise<GenerateNews> {
  const name = path.trim();
  const isCsv = name.toLowerCase().endsWith(".csv");
  if (!isCsv && !name.toLowerCase().endsWith(".jsonl"))
    throw new UserError(`save: expected a name that ends with .jsonl or .csv but found "${name}". Add an ending.`);
  const place = typedPath(folder, name);
  const kind = pathKind(place);
  if (kind === "folder")
    throw new UserError(`${name}: expected a name for a file but found a folder. Name a file in it.`);
  if (kind === "file" && !replace) return { kind: "there already", path: name };
  const samples = [...allSamples(texts)];
  await writeAtomically(place, isCsv ? textTable(samples) : jsonLines(samples));
  const missing = [...texts.made.values()].some(({ blocks }) => blocks.length < blockCount(texts));
  const partly = missing ? " Some texts are still missing: save again when they are written." : "";
  return { kind: "saved", message: `${samples.length} texts are saved in ${place}.${partly}` };
}

/** The lines of `generate --json`, in pieces. */
async function* jsonLines(samples: readonly TextSample[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const sample of samples) yield encoder.encode(`${JSON.stringify(sample)}\n`);
}
