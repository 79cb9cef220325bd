import type { AuditResult } from "../../audit/result/audit-result.ts";
import { certificateText } from "../certificate-checks.ts";
import { type Document, foreign, heading, paragraph, tableOf } from "../document/document.ts";
import { count, estimateText, fixed, percent, plusMinus } from "../figures.ts";
import { pairOf, placeFills } from "./places.ts";

/** What fairness cost: quality, distance from the base model, and how alike counterparts are. */
export function qualityOf({ quality, divergences, similarities }: AuditResult): Document {
  return [
    heading(2, "Quality"),
    ...tableOf(
      quality,
      [
        ...placeFills,
        ["Demographic", ({ demographic }) => foreign(demographic)],
        ["Texts#", ({ texts }) => count(texts)],
        ["Perplexity#", ({ perplexity }) => plusMinus(perplexity, fixed(1))],
        ["Distinct 1, 2, 3#", ({ distinct }) => distinct.map(fixed(3)).join(", ")],
        ["Repetition#", ({ repetition }) => plusMinus(repetition, percent)],
        ["New words#", ({ length }) => plusMinus(length, fixed(1))],
        ["Empty#", ({ empty }) => plusMinus(empty, percent)],
        ["Pronouns agree#", ({ pronounAgreement }) => plusMinus(pronounAgreement, percent)],
        ["Largest P(negative)#", ({ expectedMaximumNegative }) => fixed(3)(expectedMaximumNegative)],
        ["Templates with P ≥ ½#", ({ negativeProbability }) => percent(negativeProbability)],
      ],
      "The run has no figures of quality.",
      "quality.csv",
    ),
    paragraph(
      "Perplexity is that of the new words under the unmodified model. Distinct: different n-grams over all n-grams. Repetition: texts with a sequence of three words twice. ",
      "Largest P(negative): the mean over templates of the most negative of the samples; beside it the share of templates where it is ½ or more.",
    ),
    ...(divergences.length === 0 ? [] : divergenceTable(divergences)),
    ...(similarities.length === 0 ? [] : similarityTable(similarities)),
  ];
}

const divergenceTable = (rows: AuditResult["divergences"]): Document => [
  heading(3, "Distance from the base model"),
  ...tableOf(
    rows,
    [
      ...placeFills,
      ["Contexts#", ({ contexts }) => count(contexts)],
      ["KL a token, nats#", ({ perToken }) => plusMinus(perToken, fixed(4))],
    ],
    "",
    "divergences.csv",
  ),
];

const similarityTable = (rows: AuditResult["similarities"]): Document => [
  heading(3, "Counterparts"),
  paragraph("Texts of one template and sample about two demographics, listed words neutralised: 1 means the same."),
  ...tableOf(
    rows,
    [
      ...placeFills,
      ["Pair", pairOf],
      ["Pairs#", ({ pairs }) => count(pairs)],
      ["BLEU#", ({ bleu }) => plusMinus(bleu, fixed(2))],
      ["ROUGE-L#", ({ rougeL }) => plusMinus(rougeL, fixed(2))],
      ["Cosine#", ({ cosine }) => plusMinus(cosine, fixed(2))],
      ["Identical#", ({ identical }) => percent(identical)],
    ],
    "",
    "similarities.csv",
  ),
];

/** What holds without a classifier. */
export const certificatesOf = ({ certificates }: AuditResult): Document => [
  heading(2, "Certificates"),
  paragraph("Figures that need no classifier: how far the model itself is from treating images alike."),
  ...tableOf(
    certificates,
    [
      ["Words", ({ words }) => foreign(words)],
      ["Decoder", ({ decoder }) => foreign(decoder)],
      ["Result", ({ passed }) => (passed === null ? "no promise" : { strong: passed ? "passed" : "failed" })],
      [
        "Mean gap, nats#",
        ({ meanGap }) =>
          meanGap === undefined ? "" : estimateText({ value: meanGap, low: null, high: null, level: 0 }, fixed(6)),
      ],
      ["What was measured", certificateText],
    ],
    "The run has none: texts from elsewhere come without their model.",
    "certificates.csv",
  ),
];
