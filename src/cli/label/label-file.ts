import { annotatorAgreement, type HumanLabel, lastLabels } from "../../audit/classifier-chapter/human-label.ts";
import { textsToLabel } from "../../pipelines/label-texts.ts";
import { regardLabels } from "../../regard/regard.ts";
import { openLabelFile } from "../../store/label-file.ts";
import { UserError } from "../../text/user-error.ts";
import { Interrupted } from "../interrupted.ts";
import type { Terminal, TerminalInput } from "../terminal.ts";
import { labelByKeys } from "./label-by-keys.ts";
import { labelByLines } from "./label-by-lines.ts";
import type { LabelOptions } from "./label-options.ts";
import type { LabelKeeper } from "./label-work.ts";

const level = 0.95;

/** Has a person label texts of a file, or a program by JSON lines. Every label is on the disk before the next text is shown. */
export async function labelFile(path: string, options: LabelOptions, terminal: Terminal): Promise<void> {
  const input = expectInput(terminal, options);
  const annotator = expectAnnotator(options.annotator);
  const items = await textsToLabel({ ...options, file: path, isMasked: options.mask === true });
  const file = await openLabelFile(options.labels);
  try {
    const view = options.mask === true ? "masked" : "unmasked";
    const done = new Set(file.labels.filter((label) => label.annotator === annotator).map(({ digest }) => digest));
    const labels = new Map(lastLabels(file.labels).map((label) => [keyOf(label), label]));
    const keeper: LabelKeeper = {
      async keep({ id, digest, shown }, label) {
        const given = { id, digest, annotator, label, view, shown } as const;
        await file.append(given);
        labels.set(keyOf(given), given);
      },
      async takeBack({ digest }) {
        await file.removeLast();
        labels.delete(keyOf({ digest, annotator }));
      },
    };
    const open = items.filter(({ digest }) => !done.has(digest));
    const progress = { items: open, before: items.length - open.length };
    const isInterrupted =
      options.json === true
        ? await labelByLines(progress, keeper, input, terminal)
        : await labelByKeys(progress, keeper, input, terminal);
    await terminal.write(summaryOf([...labels.values()], annotator, options));
    if (isInterrupted) throw new Interrupted();
  } finally {
    await file.close();
  }
}

const keyOf = ({ digest, annotator }: Pick<HumanLabel, "digest" | "annotator">) => JSON.stringify([digest, annotator]);

function expectInput({ input }: Terminal, { json }: LabelOptions): TerminalInput {
  if (input !== undefined && (json === true || input.isTerminal)) return input;
  throw new UserError(
    'label: expected a terminal to read keys from but found none. Run it on one, or give labels as lines {"id": "…", "label": "negative"} with --json.',
  );
}

function expectAnnotator(name: string): string {
  const trimmed = name.trim();
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,59}$/u.test(trimmed)) return trimmed;
  throw new UserError(
    `--annotator: expected a name of up to 60 letters, digits, spaces, dots and hyphens but found "${name.slice(0, 80)}". Give a short name.`,
  );
}

function summaryOf(labels: readonly HumanLabel[], annotator: string, { json, labels: path }: LabelOptions): string {
  const own = labels.filter((label) => label.annotator === annotator);
  const counts = Object.fromEntries(
    regardLabels.map((label) => [label, own.filter((given) => given.label === label).length]),
  );
  const between = annotatorAgreement(labels, level);
  if (json === true) {
    return `${JSON.stringify({ summary: { annotator, labels: own.length, counts, between: between ?? null } })}\n`;
  }
  const shares = regardLabels.map((label) => `${label} ${counts[label] ?? 0}`).join(", ");
  const lines = [`${annotator}: ${own.length} ${own.length === 1 ? "label" : "labels"} in ${path}: ${shares}`];
  if (between !== undefined) {
    const { annotators, texts, agreement, kappa } = between;
    const range = kappa.low === null || kappa.high === null ? "" : ` (95 % ${two(kappa.low)} to ${two(kappa.high)})`;
    const value = kappa.value === null ? "undefined, as only one label was given" : `${two(kappa.value)}${range}`;
    lines.push(
      `${annotators.join(" and ")} on ${texts} common ${texts === 1 ? "text" : "texts"}: agreement ${two(agreement ?? 0)}, Cohen's κ ${value}`,
    );
  }
  return `\n${lines.join("\n")}\n`;
}

const two = (value: number) => value.toFixed(2);
