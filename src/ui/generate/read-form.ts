import { decoderNames, type DecoderName } from "../../decode/decode-plan.ts";
import { textDefaults } from "../../pipelines/text-defaults.ts";
import { onlySettings, type TextSettings } from "../../pipelines/text-settings.ts";
import { fields, type FieldName, type NumberInput, shownFields, type Values } from "./fields.ts";
import type { GenerateRequest } from "./request.ts";

/** What the form asks for, or the line that cannot be used and why. */
export type ReadForm =
  | { readonly request: GenerateRequest; readonly decoder: DecoderName }
  | { readonly wrong: FieldName; readonly message: string };

/** Reads the form. */
export function readForm(values: Values): ReadForm {
  const shown = shownFields(values);
  for (const { name, title, input } of shown) {
    const problem = input.kind === "number" ? numberProblem(values[name], input) : undefined;
    if (problem !== undefined) return { wrong: name, message: `${title}: ${problem}` };
  }
  const decoder = decoderNames.find((name) => name === values.decoder) ?? "base";
  const { contexts, prompt, model, classifier, words } = values;
  return {
    decoder,
    request: {
      model: model.trim(),
      classifier: classifier.trim(),
      words: words.trim(),
      prompts: contexts.trim() === "" ? { typed: prompt } : { contexts: contexts.trim() },
      samples: Number(values.samples),
      settings: settingsOf(values),
    },
  };
}

/** What only another decoder needs stays as it was typed: it is seen under that decoder with a key. */
function settingsOf(values: Values): TextSettings {
  const settings = Object.entries(textDefaults).map(([name, usual]) => {
    const text = values[name as keyof TextSettings];
    const field = fields.find((field) => field.name === name);
    if (typeof usual !== "number") return [name, text];
    const isGood = field?.input.kind !== "number" || numberProblem(text, field.input) === undefined;
    return [name, isGood ? Number(text) : usual];
  });
  return onlySettings(Object.fromEntries(settings) as TextSettings);
}

/** Why a text is no number of the line. */
function numberProblem(text: string, input: NumberInput): string | undefined {
  const found = text.trim();
  if (found !== "" && isInRange(Number(found), input)) return undefined;
  const kind = input.isWhole ? "a whole number" : "a number";
  return `expected ${kind}${rangeOf(input)} but found ${found === "" ? "nothing" : `"${found}"`}. Write another.`;
}

function isInRange(value: number, { isWhole, least, isAbove = false, most }: NumberInput): boolean {
  if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) return false;
  return value <= most && (isAbove ? value > least : value >= least);
}

function rangeOf({ least, isAbove = false, most }: NumberInput): string {
  if (least === -Infinity) return "";
  const low = isAbove ? `above ${least}` : `${least} or more`;
  if (most >= Number.MAX_SAFE_INTEGER) return ` ${low}`;
  return isAbove ? ` ${low} and at most ${most}` : ` from ${least} to ${most}`;
}
