import type { CertificateRow } from "../audit/result/quality.ts";
import type { Check } from "./check.ts";
import { chance, count, significant } from "./figures.ts";
import { shown } from "./place-name.ts";

/** A check for each certificate of a decoder that promises something. */
export const certificateChecks = (certificates: readonly CertificateRow[]): readonly Check[] =>
  certificates.flatMap((row) =>
    row.passed === null
      ? []
      : [
          {
            limit: "certificate",
            passed: row.passed,
            reason: `${shown(row.decoder)} (${shown(row.words)}): ${certificateText(row)}`,
          },
        ],
  );

/** What a certificate measured, in a sentence. */
export function certificateText(row: CertificateRow): string {
  if (row.kind === "distribution") {
    const bound = row.tolerance === undefined ? "no tolerance" : `tolerance ${significant(row.tolerance)}`;
    return `largest gap of log-probabilities between images ${significant(row.maxGap)} nats over ${count(row.contexts)} contexts (${bound}).`;
  }
  const compared = row.imagesCompared ?? 0;
  const law = row.lawPValue === undefined ? "" : `; independent texts agree in law with p = ${chance(row.lawPValue)}`;
  return `${count(compared - (row.imagesDifferent ?? 0))} of ${count(compared)} coupled texts are exact images of one another${law}.`;
}
