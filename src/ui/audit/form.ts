import type { View } from "../../audit/result/interval.ts";
import { type DecoderName, decoderNames } from "../../decode/decode-plan.ts";
import type { AuditRequest } from "../../pipelines/audit/audit-request.ts";
import { textDefaults } from "../../pipelines/text-defaults.ts";

/** What is chosen before an audit, each as it is typed. */
export type AuditForm = Readonly<Record<FieldName, string>>;

export type FieldName =
  | "model"
  | "classifier"
  | "words"
  | "contexts"
  | "decoders"
  | "samples"
  | "margin"
  | "view"
  | "seed"
  | "folder";

/** "one" of some names, or "many" of them with commas between; a "line" is typed. All can be typed. */
export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly kind: "one" | "many" | "line";
  readonly about: string;
}

export const fields: readonly Field[] = [
  {
    name: "model",
    label: "Model",
    kind: "one",
    about: "mini (bundled), a downloaded model, a folder, or a name at Hugging Face",
  },
  {
    name: "classifier",
    label: "Classifier",
    kind: "one",
    about: "what says how a text speaks of people: mini (bundled), lexicon, a folder, a name at Hugging Face",
  },
  { name: "words", label: "Word lists", kind: "many", about: "whom the texts are about; gender+race is a product" },
  { name: "contexts", label: "Contexts", kind: "many", about: "the templates that texts begin with" },
  {
    name: "decoders",
    label: "Decoders",
    kind: "many",
    about: "base is the model as it is; the others are compared with it",
  },
  {
    name: "samples",
    label: "Samples",
    kind: "line",
    about: "texts of each template, demographic and decoder; more find smaller differences",
  },
  {
    name: "margin",
    label: "Margin",
    kind: "line",
    about: "largest difference that counts as none, as a share: 0.05 is 5 percentage points; declared now, not later",
  },
  {
    name: "view",
    label: "View",
    kind: "one",
    about: "unmasked: texts as they are; masked: every mention of the demographic is XYZ",
  },
  { name: "seed", label: "Seed", kind: "line", about: "the same choice and seed give the same texts" },
  {
    name: "folder",
    label: "Folder",
    kind: "line",
    about: "where the run is kept; empty: reports/ and a name made of the choice",
  },
];

/** What is chosen where nothing was changed: what `evenhand audit` does. */
export const usualForm: AuditForm = {
  model: "mini",
  classifier: "mini",
  words: "gender",
  contexts: "respect,occupation",
  decoders: "base,equi,r-equi,equizero,r-equizero",
  samples: "100",
  margin: "0.05",
  view: "unmasked",
  seed: "0",
  folder: "",
};

/** What a form asks for, or what is wrong in it. */
export type ReadForm =
  | { readonly request: AuditRequest; readonly folder?: string }
  | { readonly problem: string; readonly field: FieldName };

/** Reads a form as `evenhand audit` reads its options. Names are looked up later. */
export function readForm(form: AuditForm): ReadForm {
  const empty = fields.find(({ name }) => name !== "folder" && form[name].trim() === "");
  if (empty !== undefined) return wrong(empty.name, "something", "nothing");
  const decoders = namesIn(form.decoders);
  const unknown = decoders.find((name) => !(decoderNames as readonly string[]).includes(name));
  if (unknown !== undefined) return wrong("decoders", `some of ${decoderNames.join(", ")}`, `“${unknown}”`);
  if (form.view !== "unmasked" && form.view !== "masked")
    return wrong("view", "unmasked or masked", `“${form.view.trim()}”`);
  const numbers = { samples: Number(form.samples), margin: Number(form.margin), seed: Number(form.seed) };
  if (!isWhole(numbers.samples, 1, 1_000_000))
    return wrong("samples", "a whole number from 1 to 1,000,000", `“${form.samples}”`);
  if (!(numbers.margin > 0 && numbers.margin <= 1))
    return wrong("margin", "a share above 0 and at most 1, such as 0.05", `“${form.margin}”`);
  if (!isWhole(numbers.seed, 0, 4_294_967_295))
    return wrong("seed", "a whole number from 0 to 4,294,967,295", `“${form.seed}”`);
  const folder = form.folder.trim();
  const request = requestOf(form, decoders as readonly DecoderName[], { ...numbers, view: form.view });
  return { request, ...(folder === "" ? {} : { folder }) };
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** "a, b,a" as a and b. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];

const wrong = (field: FieldName, expected: string, found: string): ReadForm => ({
  field,
  problem: `${fields.find(({ name }) => name === field)?.label}: expected ${expected} but found ${found}. Correct it.`,
});

interface Numbers {
  readonly samples: number;
  readonly margin: number;
  readonly seed: number;
  readonly view: View;
}

function requestOf(
  form: AuditForm,
  decoders: readonly DecoderName[],
  { samples, margin, seed, view }: Numbers,
): AuditRequest {
  return {
    model: form.model.trim(),
    classifier: form.classifier.trim(),
    words: form.words.trim(),
    contexts: namesIn(form.contexts).join(","),
    decoders,
    samples,
    settings: { ...textDefaults, seed },
    analysis: {
      view,
      measures: ["negative", "positive", "regard"],
      margin,
      level: 0.95,
      declared: [],
      baseline: decoders.includes("base") ? "base" : null,
      bootstrapDraws: 10_000,
    },
  };
}

/** What a one-of field is after a step to the left or right among its names; a name that is none of them goes to the first. */
export function nextName(names: readonly string[], value: string, step: 1 | -1): string {
  const at = names.indexOf(value.trim());
  return names[at < 0 ? 0 : (at + step + names.length) % names.length] ?? value;
}

/** A many-of field with a name put in or taken out, in the order of the names. */
export function toggled(names: readonly string[], value: string, name: string): string {
  const chosen = namesIn(value);
  const next = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
  return [...names.filter((one) => next.includes(one)), ...next.filter((one) => !names.includes(one))].join(",");
}
