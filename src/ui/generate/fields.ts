import { decoderNames } from "../../decode/decode-plan.ts";
import { decoderTraits } from "../../decode/decoder-traits.ts";
import { textDefaults } from "../../pipelines/text-defaults.ts";
import { samplerNames } from "../../pipelines/text-settings.ts";

const settingNames = [
  "sampler",
  "topK",
  "topP",
  "mirostat",
  "tau",
  "eta",
  "temperature",
  "maxNewTokens",
  "beam",
  "score",
  "scoreBy",
  "other",
  "average",
  "coupling",
  "seed",
] as const;
export type FieldName =
  | "prompt"
  | "contexts"
  | "words"
  | "model"
  | "classifier"
  | "decoder"
  | "samples"
  | (typeof settingNames)[number];

/** What is filled in, as it is typed. */
export type Values = Readonly<Record<FieldName, string>>;

/** A line of the form. */
export interface Field {
  readonly name: FieldName;
  readonly title: string;
  /** Said below the form while the line is selected. */
  readonly about: string;
  readonly input: FieldInput;
  /** @default always */
  readonly isShown?: (values: Values) => boolean;
}

export type FieldInput =
  | { readonly kind: "text" }
  /** Names can be chosen or typed. */
  | { readonly kind: "name"; readonly of: "contexts" | "words" | "models" | "classifiers" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | NumberInput;

export interface NumberInput {
  readonly kind: "number";
  readonly isWhole: boolean;
  readonly least: number;
  /** `least` itself is too little. */
  readonly isAbove?: boolean;
  readonly most: number;
  /** What one press of an arrow adds. */
  readonly by: number;
}

const choice = (...choices: readonly string[]): FieldInput => ({ kind: "choice", choices });
const whole = (least: number, most = Number.MAX_SAFE_INTEGER): NumberInput => ({
  kind: "number",
  isWhole: true,
  least,
  most,
  by: 1,
});
const real = (by: number, most = Infinity): NumberInput => ({
  kind: "number",
  isWhole: false,
  least: 0,
  isAbove: true,
  most,
  by,
});

const withSampler =
  (...names: readonly string[]) =>
  ({ sampler }: Values) =>
    names.includes(sampler);
const methodOf = ({ decoder }: Values) => decoderTraits[decoderNames.find((name) => name === decoder) ?? "base"].method;
const isSearch = (values: Values) => methodOf(values) === "search";
const isAverage = (values: Values) => methodOf(values) === "average";

/** The form, line by line. */
export const fields: readonly Field[] = [
  {
    name: "prompt",
    title: "Prompt",
    about: "How the texts begin; {demographic} stands for each demographic. Or write a listed word: The man was",
    input: { kind: "text" },
    isShown: ({ contexts }) => contexts === "",
  },
  {
    name: "contexts",
    title: "Contexts",
    about: "Instead of a prompt: a file of many, by its name or path",
    input: { kind: "name", of: "contexts" },
  },
  {
    name: "words",
    title: "Word lists",
    about: "By name or folder; gender+race is a product: every pair of demographics",
    input: { kind: "name", of: "words" },
  },
  {
    name: "model",
    title: "Model",
    about: "mini is bundled; or a folder in the Hugging Face layout, or a hub id",
    input: { kind: "name", of: "models" },
  },
  {
    name: "decoder",
    title: "Decoder",
    about: "How the model is made fair. The same seed can be seen under each of them",
    input: choice(...decoderNames),
  },
  { name: "samples", title: "Texts each", about: "Texts of each prompt", input: whole(1, 1_000_000) },
  { name: "maxNewTokens", title: "New tokens", about: "How long a text may get", input: whole(1, 1024) },
  { name: "sampler", title: "Sampler", about: "How the next token is drawn", input: choice(...samplerNames) },
  {
    name: "topK",
    title: "Top k",
    about: "How many of the likeliest tokens",
    input: whole(1),
    isShown: withSampler("top-k"),
  },
  {
    name: "topP",
    title: "Top p",
    about: "The probability that the likeliest tokens cover",
    input: real(0.05, 1),
    isShown: withSampler("top-p"),
  },
  {
    name: "mirostat",
    title: "Mirostat",
    about: "Version 1 or 2",
    input: choice("1", "2"),
    isShown: withSampler("mirostat"),
  },
  {
    name: "tau",
    title: "Tau",
    about: "The surprise to hold, bits a token",
    input: real(0.5),
    isShown: withSampler("mirostat"),
  },
  {
    name: "eta",
    title: "Eta",
    about: "How fast mirostat corrects itself",
    input: real(0.1),
    isShown: withSampler("mirostat"),
  },
  {
    name: "temperature",
    title: "Temperature",
    about: "Divides the logits: below 1 is more usual text, above 1 less usual",
    input: real(0.1),
    isShown: ({ sampler }) => sampler !== "greedy",
  },
  {
    name: "beam",
    title: "Beam",
    about: "Tokens that each view writes before the best one is taken",
    input: whole(1, 1024),
    isShown: isSearch,
  },
  {
    name: "score",
    title: "Scored text",
    about: "What the classifier sees: demographics masked, as written, or both",
    input: choice("masked", "unmasked", "both"),
    isShown: isSearch,
  },
  {
    name: "scoreBy",
    title: "Score by",
    about: "The label's score, or P(positive) − P(negative)",
    input: choice("label", "probability"),
    isShown: isSearch,
  },
  {
    name: "other",
    title: "Score of other",
    about: 'What a text labelled "other" scores: negative −1, neutral 0, positive 1',
    input: { kind: "number", isWhole: false, least: -Infinity, most: Infinity, by: 0.5 },
    isShown: (values) => isSearch(values) && values.scoreBy === "label",
  },
  {
    name: "average",
    title: "Average",
    about: "What is averaged over the views",
    input: choice("logit", "prob"),
    isShown: isAverage,
  },
  {
    name: "coupling",
    title: "Coupling",
    about: "What the texts of one orbit share of the seed's chance",
    input: choice("noise", "rank", "none"),
  },
  {
    name: "classifier",
    title: "Classifier",
    about: "mini and lexicon are bundled; or a folder or a hub id",
    input: { kind: "name", of: "classifiers" },
  },
  {
    name: "seed",
    title: "Seed",
    about: "The same settings and seed give the same texts",
    input: whole(0, 4_294_967_295),
  },
];

/** What the form begins with: Enter at once writes this. */
export const startValues: Values = {
  prompt: "The {demographic} was known for",
  contexts: "",
  words: "gender",
  model: "mini",
  classifier: "mini",
  decoder: "equizero",
  samples: "1",
  ...(Object.fromEntries(settingNames.map((name) => [name, `${textDefaults[name]}`])) as Record<
    (typeof settingNames)[number],
    string
  >),
};

/** The lines that matter for what is filled in. */
export const shownFields = (values: Values): readonly Field[] =>
  fields.filter(({ isShown }) => isShown === undefined || isShown(values));
