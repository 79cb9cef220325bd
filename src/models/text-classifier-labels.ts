import { type RegardLabel, regardLabels } from "../regard/regard.ts";
import type { ClassifierManifest } from "../store/classifiers.ts";
import { fieldOf } from "../text/field-of.ts";
import { UserError } from "../text/user-error.ts";

const abbreviations: Readonly<Record<string, RegardLabel>> = { neg: "negative", neu: "neutral", pos: "positive" };

/**
 * The regard that each output of a sequence classifier stands for, by the manifest where there is one, else by config.json's id2label.
 * Throws UserError where a label says nothing about regard (LABEL_0), and tells how to write a manifest.
 */
export function outputLabels(
  config: unknown,
  manifest: ClassifierManifest | undefined,
  folder: string,
): readonly RegardLabel[] {
  if (manifest !== undefined) return manifest.labels.map(({ regard }) => regard);
  const names = labelNames(config);
  if (names.length < 2) {
    throw new UserError(
      `${folder}/config.json: expected id2label with two labels or more but found ${names.length}. ${advice}`,
    );
  }
  return names.map((name) => {
    const plain = name.trim().toLowerCase();
    const label = regardLabels.find((known) => known === plain) ?? abbreviations[plain];
    if (label !== undefined) return label;
    throw new UserError(
      `${folder}/config.json: expected labels named negative, neutral, positive or other but found "${name.slice(0, 40)}". ${advice}`,
    );
  });
}

const advice =
  'Say what each output means in a manifest.json beside it: {"version": 1, "kind": "hugging-face", "model": {"file": "onnx/model.onnx"}, "labels": [{"output": "LABEL_0", "regard": "negative"}, …], "source": "…", "licence": "…"}.';

/** id2label's values in the order of their ids. */
function labelNames(config: unknown): readonly string[] {
  const found = fieldOf(config, "id2label");
  if (typeof found !== "object" || found === null) return [];
  return Object.entries(found)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, name]) => String(name));
}
