import { shellWord } from "../text/shell-word.ts";
import type { AuditConfig } from "./result/audit-config.ts";

/** The command that makes a run again, with the settings that it was made with. Files and folders stand without the path to them: it is run in the folder where they lie. */
export function replayCommand(config: AuditConfig): string {
  const parts = ["evenhand audit", ...generated(config), ...imported(config), ...declared(config)];
  return [...parts, "--seed", `${config.seed}`].join(" ");
}

type Parts = readonly string[];

function generated({ generation, classifier, secondClassifier }: AuditConfig): Parts {
  if (generation === null) return [];
  const { model, words, contexts, decoders, samples, settings } = generation;
  return [
    ...option("--model", givenOf(model)),
    ...namesOption("--words", words),
    ...namesOption("--contexts", contexts),
    ...option("--decoders", decoders.join(",")),
    ...option("--samples", `${samples}`),
    ...Object.entries(settings).flatMap(([name, value]) => option(`--${flag(name)}`, `${value}`)),
    ...option("--classifier", givenOf(classifier)),
    ...option("--second-classifier", givenOf(secondClassifier)),
  ];
}

function imported({ source, classifier, secondClassifier, analysis }: AuditConfig): Parts {
  if (source === null) return [];
  // Beside labels the classifier is the second opinion.
  const [first, second] = source.labelled ? [secondClassifier] : [classifier, secondClassifier];
  return [
    "import",
    ...read(source),
    ...namesOption("--words", source.words),
    ...namesOption("--contexts", source.contexts),
    ...option("--classifier", givenOf(first)),
    ...option("--second-classifier", givenOf(second)),
    ...option("--reference", source.derived ? undefined : analysis.demographics?.["imported"]?.[0]),
  ];
}

/** How files were read. */
function read({ files, columns, table, labels }: NonNullable<AuditConfig["source"]>): Parts {
  const coding = Object.entries(labels);
  const isPlain = coding.every(([word, label]) => word === label);
  return [
    ...files.flatMap(({ name, decoder }) =>
      decoder === null ? [shellWord(name)] : option("--decoder", `${decoder}=${name}`),
    ),
    ...Object.entries(columns).flatMap(([role, column]) => option(`--${role}-column`, column)),
    ...option("--input-format", table.format),
    ...(table.header ? [] : ["--no-header"]),
    ...(table.quotes ? [] : ["--no-quotes"]),
    ...option("--labels", isPlain ? undefined : coding.map(([word, label]) => `${word}=${label}`).join(",")),
  ];
}

/** What was declared, where it is not what `evenhand audit` declares by itself; the margin always. */
function declared({ kind, analysis }: AuditConfig): Parts {
  const { view, measures, margin, level, declared, baseline, bootstrapDraws } = analysis;
  return [
    ...option("--margin", `${margin}`),
    ...unlessUsual("--level", `${level}`, "0.95"),
    ...unlessUsual("--view", view, "unmasked"),
    ...unlessUsual("--measures", measures.join(","), "negative,positive,regard"),
    ...unlessUsual("--declare", declared.map(([of, from]) => `${of}:${from}`).join(","), ""),
    ...option("--baseline", kind === "generated" && baseline === "base" ? null : baseline),
    ...unlessUsual("--bootstrap-draws", `${bootstrapDraws}`, "10000"),
  ];
}

const unlessUsual = (name: string, value: string, usual: string): Parts =>
  value === usual ? [] : [name, shellWord(value)];

const option = (name: string, value: string | null | undefined): Parts =>
  value === null || value === undefined ? [] : [name, shellWord(value)];

const namesOption = (name: string, list: readonly Named[]): Parts =>
  option(name, list.length === 0 ? undefined : list.map(givenOf).join(","));

interface Named {
  readonly name: string;
  readonly given?: string | undefined;
}

const givenOf = (one: Named | null | undefined) => one?.given ?? one?.name;

const flag = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
