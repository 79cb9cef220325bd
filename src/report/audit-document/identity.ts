import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import {
  type Document,
  foreign,
  heading,
  type Inline,
  type Line,
  list,
  paragraph,
  tableOf,
} from "../document/document.ts";
import { count } from "../figures.ts";

interface Ingredient {
  readonly what: string;
  readonly name: string;
  readonly sha256: string;
}

const as = (what: string, item: { readonly name: string; readonly sha256: string } | null): readonly Ingredient[] =>
  item === null ? [] : [{ what, name: item.name, sha256: item.sha256 }];

/** Every file that shaped a run, by name and hash. */
function ingredients({ generation, source, classifier, secondClassifier }: AuditConfig): readonly Ingredient[] {
  return [
    ...(generation === null ? [] : [...as("model", generation.model), ...as("tokenizer", generation.tokenizer)]),
    ...(source === null ? [] : source.files.flatMap((item) => as("texts", item))),
    ...(generation ?? source ?? { words: [] }).words.flatMap((item) => as("words", item)),
    ...(generation ?? source ?? { contexts: [] }).contexts.flatMap((item) => as("contexts", item)),
    ...as("classifier", classifier),
    ...as("second classifier", secondClassifier),
  ];
}

/** What the run was made of, and the command that makes it again. */
export function identityOf({ config, id, excluded, replay }: AuditResult): Document {
  return [
    heading(2, "Identity"),
    ...tableOf(
      ingredients(config),
      [
        ["What", ({ what }) => what],
        ["Name", ({ name }) => foreign(name)],
        ["SHA-256", ({ sha256 }) => ({ code: sha256 })],
      ],
      "Nothing was read.",
      "result.json",
    ),
    list(settings(config, id)),
    ...(excluded.length === 0
      ? []
      : [
          paragraph("Left out:"),
          list(excluded.map(({ count: texts, reason }) => [`${count(texts)}: `, foreign(reason)])),
        ]),
    paragraph("To make it again:"),
    { kind: "command", text: replay },
  ];
}

const pairs = (record: Readonly<Record<string, string | number>>): readonly Inline[] =>
  Object.entries(record).flatMap(([name, value], i) => [i === 0 ? "" : ", ", foreign(name), " ", foreign(`${value}`)]);
const line = (title: string, ...rest: readonly Inline[]): Line => [`${title}: `, ...rest];

function settings({ versions, seed, generation, source, analysis }: AuditConfig, id: string): readonly Line[] {
  return [
    line("Run", { code: id }),
    line("Versions", ...pairs(versions)),
    line("Seed", `${seed}`),
    ...(generation === null
      ? []
      : [
          line("Texts of each template, demographic and decoder", `${generation.samples}`),
          line("Settings", ...pairs(generation.settings)),
        ]),
    ...(source === null ? [] : [line("Columns", ...pairs(source.columns))]),
    line("Baseline", foreign(analysis.baseline ?? "none")),
  ];
}
