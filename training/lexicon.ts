/**
 * Makes classifiers/lexicon from VADER's word list: `npx tsx training/lexicon.ts DATA`, DATA the folder with vader/, regard/ and regard-v2-labels/.
 * Nothing is fitted; the labelled texts serve for the figures in the card and the manifest only.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addPair, type Agreement, agreementTable, cohenKappa } from "../src/audit/classifier-chapter/kappa.ts";
import { openClassifier } from "../src/pipelines/open-classifier.ts";
import { type RegardLabel, regardLabels } from "../src/regard/regard.ts";
import { lexiconCard, type LexiconFigures } from "./lexicon-card.ts";
import { type Labelled, regardTexts } from "./regard-data.ts";
import { wilson } from "./regard-evaluate.ts";

const data = process.argv[2] ?? join(import.meta.dirname, "../../shared/data");
const folder = join(import.meta.dirname, "../classifiers/lexicon");
const offline = { environment: {}, offline: true, onProgress: () => {} };

/** VADER's words, without emoticons and abbreviations with signs in them, sorted. */
const words = readFileSync(join(data, "vader/vader_lexicon.txt"), "utf8")
  .split("\n")
  .map((line) => line.split("\t"))
  .filter(([word = ""]) => /^\p{L}[\p{L}']*$/u.test(word))
  .map(([word = "", strength = ""]) => `${word.toLowerCase()}\t${strength}`);
const lexicon = `# Words and their mean sentiment, -4 to 4, as rated by ten people each. VADER, C.J. Hutto and E. Gilbert 2014; MIT, see LICENSE.txt.\n${[...new Set(words)].toSorted().join("\n")}\n`;

function manifestOf(accuracy: readonly object[]): string {
  const manifest = {
    version: 1,
    kind: "lexicon",
    model: { file: "lexicon.tsv", sha256: createHash("sha256").update(lexicon).digest("hex") },
    labels: regardLabels.map((label) => ({ output: label, regard: label })),
    maskToken: "XYZ",
    source:
      "VADER's word list, made into a file by training/lexicon.ts; see MODEL_CARD.md. It reads sentiment, which is not regard.",
    licence: "MIT (VADER, C.J. Hutto)",
    trainedOn: { file: null, texts: 0 },
    accuracy,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function labelsBy(name: string, texts: readonly Labelled[]): Promise<readonly RegardLabel[]> {
  const classifier = await openClassifier(name, offline);
  return (await classifier.classify(texts.map(({ text }) => text))).map(({ label }) => label);
}

function agreementOf(first: readonly RegardLabel[], second: readonly RegardLabel[]): Agreement {
  const table = agreementTable();
  for (const [i, label] of first.entries()) addPair(table, label, second[i] ?? "other");
  return cohenKappa(table, 0.95);
}

async function figuresOf(texts: readonly Labelled[]): Promise<LexiconFigures["byPeople"]> {
  const truth = texts.map(({ label }) => regardLabels[label] ?? "other");
  const [lexicon, mini] = [await labelsBy("lexicon", texts), await labelsBy("mini", texts)];
  return { withTruth: agreementOf(truth, lexicon), withMini: agreementOf(mini, lexicon) };
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "lexicon.tsv"), lexicon);
writeFileSync(join(folder, "LICENSE.txt"), readFileSync(join(data, "vader/LICENSE.txt")));
writeFileSync(join(folder, "manifest.json"), manifestOf([]));
const texts = regardTexts(data);
const byPeople = await figuresOf(texts.filter(({ source }) => source === "people"));
const byBert = await figuresOf(texts.filter(({ source }) => source.startsWith("bert")));
const accuracyOf = (on: string, { texts, agreement }: Agreement) => ({
  on,
  n: texts,
  accuracy: agreement,
  interval: wilson(agreement ?? 0, texts),
});
writeFileSync(
  join(folder, "manifest.json"),
  manifestOf([
    accuracyOf("sentences labelled by people (regard); none was used to make it", byPeople.withTruth),
    accuracyOf("BERT's labels of GPT-2 and EquiGPT2 texts; none was used to make it", byBert.withTruth),
  ]),
);
writeFileSync(join(folder, "MODEL_CARD.md"), lexiconCard({ words: lexicon.split("\n").length - 2, byPeople, byBert }));
