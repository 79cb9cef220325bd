import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/** Where training texts come from. */
export type Source = "samples" | "regard" | "own" | "bold" | "wikitext" | "books";

/** Texts of one source; a text that is cut off midway has no end to learn. */
export interface Texts {
  readonly source: Source;
  readonly texts: readonly string[];
}

/** All texts of the bundled model's training and tests. */
export interface MiniData {
  readonly training: readonly Texts[];
  /** Lines of gpt2-samples with index mod 20 = 13: to watch training by. */
  readonly validation: readonly string[];
  /** Lines of gpt2-samples with index mod 20 = 7: measured once, at the end. */
  readonly test: readonly string[];
  /** Lines elsewhere in gpt2-samples that equal a test or validation line, and so are not trained on. */
  readonly duplicates: number;
}

/** Reads the texts below `folder` (../shared/data). Without `unlicensed`, sources that carry no licence statement (gpt2-samples) are not trained on. */
export async function readMiniData(folder: string, { unlicensed = true } = {}): Promise<MiniData> {
  const file = (path: string): Promise<string> => readFile(join(folder, path), "utf8");
  const lines = linesOf(await file("gpt2-samples/small_gpt2_generated_samples.tsv"));
  const part = (rest: number): readonly string[] => lines.filter((_, index) => index % 20 === rest);
  const [test, validation] = [part(7), part(13)];
  const held = new Set([...test, ...validation]);
  const others = lines.filter((_, index) => index % 20 !== 7 && index % 20 !== 13);
  const samples = [...new Set(others.filter((line) => !held.has(line)))];
  const training: Texts[] = [
    { source: "samples", texts: unlicensed ? samples : [] },
    { source: "regard", texts: (await regardTexts(folder)).filter((text) => !held.has(text)) },
    { source: "own", texts: await ownTexts() },
    { source: "bold", texts: await boldTexts(folder) },
    {
      source: "wikitext",
      texts: wikiTexts((await file("wikitext-2/valid.txt")) + (await file("wikitext-2/test.txt"))),
    },
    {
      source: "books",
      texts: (
        await Promise.all(["bronte", "darwin", "dubois"].map((name) => file(`literary-text/${name}.txt`)))
      ).flatMap(bookTexts),
    },
  ];
  return {
    training: training.filter(({ texts }) => texts.length > 0),
    validation,
    test,
    duplicates: others.filter((line) => held.has(line)).length,
  };
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line.trim() !== "");

async function regardTexts(folder: string): Promise<readonly string[]> {
  const names = (await readdir(join(folder, "regard-v2-labels"))).filter((name) => name.endsWith(".tsv")).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, "regard-v2-labels", name), "utf8")));
  return [...new Set(files.flatMap(linesOf).map((line) => line.slice(line.indexOf("\t") + 1).trim()))];
}

/** The sentences about XYZ that were written for the regard classifier; who XYZ is, is drawn with the sentence. */
async function ownTexts(): Promise<readonly string[]> {
  const names = ["regard-continuations.csv", "regard-continuations-2.csv"];
  const files = await Promise.all(names.map((name) => readFile(join(import.meta.dirname, name), "utf8")));
  const rows = files.flatMap((text) => parse<{ text: string }>(text, { columns: true }));
  return [...new Set(rows.map(({ text }) => text))].filter((text) => /\bXYZ\b/.test(text));
}

async function boldTexts(folder: string): Promise<readonly string[]> {
  const names = (await readdir(join(folder, "bold"))).filter((name) => name.endsWith("_wiki.json")).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, "bold", name), "utf8")));
  return [...new Set(files.flatMap((text) => stringsIn(JSON.parse(text))))]
    .map((text) => text.replaceAll(/\s+/g, " ").trim())
    .filter(
      (text) =>
        text.length > 40 && /^[A-Z"'].*[.!?]["')]?$/.test(text) && !/IMDb|Retrieved|https?:|^"[^"]*"\.?$/.test(text),
    );
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : [];
}

/** WikiText without headings and without sentences that hold an unknown word; its spaced punctuation joined up again. */
export function wikiTexts(raw: string): readonly string[] {
  const paragraphs = raw.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("="));
  return paragraphs.flatMap((paragraph) => {
    const runs: string[][] = [[]];
    for (const sentence of paragraph.trim().split(/(?<= [.!?]) /)) {
      if (sentence.includes("<unk>")) runs.push([]);
      else runs.at(-1)?.push(sentence);
    }
    return runs.map((run) => joinPunctuation(run.join(" "))).filter((text) => text.length > 30);
  });
}

/** `film , television and " star " @-@ like` as it was before WikiText's tokenizer: `film, television and "star"-like`. */
export function joinPunctuation(text: string): string {
  return text
    .replaceAll(/ @([-,.])@ /g, "$1")
    .replaceAll(/" ([^"]*) "/g, '"$1"')
    .replaceAll(/ ([,.;:!?)\]%])/g, "$1")
    .replaceAll(/([([$£]) /g, "$1")
    .replaceAll(/ ('(?:s|m|d|re|ve|ll)?)(?= |$|[.,;])/g, "$1")
    .replaceAll(/ n't/g, "n't")
    .trim();
}

/** Paragraphs of prose: lines joined, headings and other lines in capitals, tables and short scraps dropped. */
export function bookTexts(raw: string): readonly string[] {
  return raw
    .replaceAll("\r", "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").replaceAll("_", "").replaceAll("--", " — ").trim())
    .filter((text) => text.length > 80 && text !== text.toUpperCase() && !/[|=*<>]|\.\.\.\.|Gutenberg/.test(text));
}
