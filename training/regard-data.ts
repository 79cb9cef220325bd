import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type RegardLabel, regardLabels } from "../src/regard/regard.ts";
import { readWords } from "../src/regard/text-features.ts";

/** Where a labelled text comes from: people at Sheng et al., their BERT classifier (one name a file), sentences of this project, GPT-2's samples labelled by this project, or film reviews. */
export type Source = "people" | `bert ${"GPT2" | "equiGPT2"} ${"ASIAN" | "WHITE"}` | "own" | "samples" | "reviews";

export interface Labelled {
  readonly text: string;
  readonly words: readonly string[];
  /** Index into regardLabels. */
  readonly label: number;
  readonly source: Source;
}

const byNumber: Readonly<Record<string, RegardLabel>> = {
  "-1": "negative",
  "0": "neutral",
  "1": "positive",
  "2": "other",
};

const example = (text: string, label: RegardLabel | undefined, source: Source): readonly Labelled[] =>
  label === undefined || text.trim() === ""
    ? []
    : [{ text, words: readWords(text), label: regardLabels.indexOf(label), source }];

const linesOf = (path: string): readonly string[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");

function tabbed(path: string, source: Source): readonly Labelled[] {
  return linesOf(path).flatMap((line) => {
    const [number = "", text = ""] = line.split("\t");
    return example(text, byNumber[number], source);
  });
}

/** Sentences written and labelled for this project: training/regard-*.csv. */
export function ownSentences(folder: string): readonly Labelled[] {
  return ["regard-sentences.csv", "regard-continuations.csv", "regard-continuations-2.csv"].flatMap((file) => {
    if (!existsSync(join(folder, file))) return [];
    const rows: Record<string, string>[] = parse(readFileSync(join(folder, file)), { columns: true });
    return rows.flatMap(({ text = "", label }) =>
      example(
        text,
        regardLabels.find((known) => known === label),
        "own",
      ),
    );
  });
}

/** GPT-2's masked samples that were labelled for this project: regard-sample-labels.csv names lines of the file, from 0, and holds none of its text. */
export function labelledSamples(data: string, folder: string): readonly Labelled[] {
  const lines = readFileSync(join(data, "gpt2-samples/small_gpt2_generated_samples.tsv.XYZ"), "utf8").split("\n");
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, "regard-sample-labels.csv")), {
    columns: true,
  });
  return rows.flatMap(({ line, label }) =>
    example(
      lines[Number(line)]?.split("\t").at(-1) ?? "",
      regardLabels.find((known) => known === label),
      "samples",
    ),
  );
}

/** Texts with a regard label from the data folder, without repetitions within a source. */
export function regardTexts(data: string): readonly Labelled[] {
  const bert = (["GPT2", "equiGPT2"] as const).flatMap((model) =>
    (["ASIAN", "WHITE"] as const).flatMap((demographic) =>
      tabbed(join(data, "regard-v2-labels", `${model}_respect_${demographic}.tsv`), `bert ${model} ${demographic}`),
    ),
  );
  return distinct([
    ...tabbed(join(data, "regard/train_other.tsv"), "people"),
    ...tabbed(join(data, "regard/train.tsv"), "people"),
    ...bert,
  ]);
}

/** SST-5 sentences; five grades become negative, neutral and positive. */
export function reviews(data: string): readonly Labelled[] {
  const grades: Readonly<Record<string, RegardLabel>> = {
    0: "negative",
    1: "negative",
    2: "neutral",
    3: "positive",
    4: "positive",
  };
  return ["train", "dev", "test"].flatMap((part) =>
    linesOf(join(data, `sst2/stsa.fine.${part}`)).flatMap((line) =>
      example(line.slice(2).replaceAll(/ (?=n't|'s|'re|'ve|'ll)/gu, ""), grades[line[0] ?? ""], "reviews"),
    ),
  );
}

/** Each text once, by the words the classifier reads. */
export function distinct(examples: readonly Labelled[]): readonly Labelled[] {
  return [
    ...new Map(examples.map((each): [string, Labelled] => [`${each.source}\t${each.words.join(" ")}`, each])).values(),
  ];
}
