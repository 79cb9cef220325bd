import { z } from "zod";

/** What tells one evaluation from another, in words for a table: { cell: "LSTM", split: "add jump", method: "equitune", part: "test" }. */
export type Settings = Readonly<Record<string, string>>;

export const settingsSchema = z.record(z.string(), z.string());

export const evaluationSchema = z.object({
  settings: settingsSchema,
  /** Of the training whose result was evaluated. */
  seed: z.number().int().nonnegative(),
  correct: z.number().int().nonnegative(),
  n: z.number().int().positive(),
});
/** One model evaluated once: `correct` of `n` items. */
export type Evaluation = Readonly<z.infer<typeof evaluationSchema>>;

export const publishedSchema = z.object({
  settings: settingsSchema,
  /** A share, 0 to 1. */
  mean: z.number(),
  /** Over the seeds of the publication; null where it gives none. */
  deviation: z.number().nullable(),
  /** Read off a plot. */
  isApproximate: z.boolean().default(false),
});
/** A figure of a publication, for the settings it was given for. */
export type Published = Readonly<z.infer<typeof publishedSchema>>;

/** The evaluations, and of the earlier ones those of settings and seeds that are not among them. */
export function withEarlier(evaluations: readonly Evaluation[], earlier: readonly Evaluation[]): readonly Evaluation[] {
  const isNew = (old: Evaluation): boolean =>
    !evaluations.some(({ settings, seed }) => seed === old.seed && agrees(settings, old.settings));
  return [...evaluations, ...earlier.filter(isNew)];
}

/** Whether `settings` say all that `wanted` says. */
export const agrees = (settings: Settings, wanted: Settings): boolean =>
  Object.entries(wanted).every(([name, value]) => settings[name] === value);
