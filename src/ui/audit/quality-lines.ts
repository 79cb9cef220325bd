import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { CertificateRow, Quality } from "../../audit/result/quality.ts";
import { absent, count, fixed, percent, plusMinus, significant } from "../../report/figures.ts";
import { placeName, shown } from "../../report/place-name.ts";
import { pad } from "../../text/layout.ts";
import type { Look } from "../kernel/screen.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";

/** Certificates, the distance from the model, and the quality of the texts, in short: the report holds the rest. */
export function qualityLines({ certificates, divergences, quality }: AuditResult, look: Look): readonly Line[] {
  return [
    line("Certificates: what a decoder promises, checked without a classifier", "heading"),
    ...(certificates.length === 0 ? [line("  none were made", "faint")] : []),
    ...certificates.flatMap((row) =>
      wrapped(`  ${certificateText(row)}`, look.columns - 1, row.passed === false ? "problem" : undefined),
    ),
    line(""),
    line("Distance from the model as it is, nats a token", "heading"),
    ...(divergences.length === 0 ? [line("  none was measured", "faint")] : []),
    ...divergences.map((row) => line(`  ${placeName(row)}: ${plusMinus(row.perToken, fixed(3))}`)),
    line(""),
    line("Quality of the texts", "heading"),
    ...(quality.length === 0
      ? [line("  none was measured", "faint")]
      : quality.flatMap((row, i) => rowLines(row, quality[i - 1], look))),
  ];
}

const gap = (nats: number | undefined): string =>
  nats !== undefined && nats > 0 && nats < 0.001 ? nats.toExponential(1).replace("-", "−") : significant(nats);

function certificateText({ words, decoder, passed, ...row }: CertificateRow): string {
  const verdict = passed === null ? "promises nothing" : passed ? "passed" : "FAILED";
  const details =
    row.kind === "distribution"
      ? `largest gap ${gap(row.maxGap)} nats in ${count(row.contexts)} contexts${row.tolerance === undefined ? "" : `, ${gap(row.tolerance)} allowed`}`
      : `${count(row.imagesDifferent)} of ${count(row.imagesCompared)} images differ; test of law p ${fixed(3)(row.lawPValue)}`;
  return `${shown(decoder)} (${shown(words)}): ${verdict}; ${details}`;
}

/** A row, after the name of its place where that is a new one. */
function rowLines(row: Quality, before: Quality | undefined, look: Look): readonly Line[] {
  const isNew = before === undefined || placeName(before) !== placeName(row);
  const figures = [
    `perplexity ${row.perplexity === undefined ? absent : fixed(1)(row.perplexity.value)}`,
    `distinct-2 ${fixed(2)(row.distinct[1])}`,
    `repeating ${percent(row.repetition.value)}`,
    `${fixed(1)(row.length.value)} words`,
    ...(look.columns >= 100 ? [`empty ${percent(row.empty.value)}`] : []),
  ];
  const name = shown(row.demographic);
  const text = look.screenReader ? `${name}: ${figures.join(", ")}.` : `    ${pad(name, 12)} ${figures.join("  ")}`;
  return [...(isNew ? [line(`  ${placeName(row)}`)] : []), line(text)];
}
