import { createHash } from "node:crypto";
import type { RegardLabel } from "../../regard/regard.ts";
import { inGroups } from "../quality/all-contexts.ts";
import type { Estimate } from "../result/interval.ts";
import { addPair, agreementTable, cohenKappa } from "./kappa.ts";
import { byText } from "../../text/by-text.ts";

/** A label that a person gave a text. It is found again by the text's digest, or where there is none by its id. */
export interface HumanLabel {
  readonly id: string;
  /** Of the text as written, also where the person saw it masked; "" where the file holds none. */
  readonly digest: string;
  readonly annotator: string;
  readonly label: RegardLabel;
}

/** 128 bits of a text's SHA-256, hexadecimal. */
export const textDigest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** What tells labelled texts apart. */
export const labelKey = ({ digest, id }: Pick<HumanLabel, "digest" | "id">): string =>
  digest === "" ? `id ${id}` : `digest ${digest}`;

/** Each person's last word on each text. */
export function lastLabels(labels: readonly HumanLabel[]): readonly HumanLabel[] {
  return [...new Map(labels.map((label) => [JSON.stringify([labelKey(label), label.annotator]), label])).values()];
}

/** Two annotators, the texts that both labelled, and their agreement. */
export interface AnnotatorAgreement {
  readonly annotators: readonly [string, string];
  readonly texts: number;
  readonly agreement: number | null;
  readonly kappa: Estimate;
}

/** The agreement of the two annotators with the most texts in common (of equals, those first in the alphabet); undefined where no text has two. */
export function annotatorAgreement(labels: readonly HumanLabel[], level: number): AnnotatorAgreement | undefined {
  const byPerson = inGroups(lastLabels(labels), ({ annotator }) => [annotator])
    .map((group) => ({
      annotator: group[0]?.annotator ?? "",
      labels: new Map(group.map((label) => [labelKey(label), label.label])),
    }))
    .toSorted((a, b) => byText(a.annotator, b.annotator));
  let best: AnnotatorAgreement | undefined;
  for (const [i, first] of byPerson.entries()) {
    for (const second of byPerson.slice(i + 1)) {
      const table = agreementTable();
      for (const [text, label] of first.labels) {
        const other = second.labels.get(text);
        if (other !== undefined) addPair(table, label, other);
      }
      const found = cohenKappa(table, level);
      if (found.texts > (best?.texts ?? 0)) best = { annotators: [first.annotator, second.annotator], ...found };
    }
  }
  return best;
}
