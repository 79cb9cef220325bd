import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { ClassifierChapter } from "../../audit/result/classifier-chapter.ts";
import {
  type Document,
  foreign,
  type Fill,
  heading,
  type Inline,
  named,
  paragraph,
  tableOf,
} from "../document/document.ts";
import { count, estimateText, fixed, percent, plusMinus, points } from "../figures.ts";

interface PerDemographic {
  readonly words: string;
  readonly demographic: string;
}
const whose: readonly Fill<PerDemographic>[] = [
  ["Words", ({ words }) => foreign(words)],
  ["Demographic", ({ demographic }) => foreign(demographic)],
];

/** What the classifier itself contributes to every figure above. */
export function classifierOf({ classifier }: AuditResult): Document {
  if (classifier === null) {
    return [
      heading(2, "The classifier"),
      paragraph("The labels came with the texts; there is no classifier to look at."),
    ];
  }
  return [
    heading(2, "The classifier"),
    paragraph(
      "Name: ",
      foreign(classifier.name),
      ". Accuracy as its card states it: ",
      foreign(classifier.accuracy ?? "not stated"),
      ".",
    ),
    ...swap(classifier),
    ...leak(classifier),
    ...agreement(classifier),
    ...people(classifier),
  ];
}

const swap = ({ swap }: ClassifierChapter): Document => [
  heading(3, "The same text about each demographic"),
  paragraph("Only the demographic is swapped; P(negative) should not move."),
  ...tableOf(
    swap,
    [
      ...whose,
      ["Texts#", ({ texts }) => count(texts)],
      ["Mean shift#", ({ meanShift }) => estimateText(meanShift, points)],
      ["Mean size#", ({ meanAbsolute }) => points(meanAbsolute).replace(/^\+/u, "")],
      ["Label changes#", ({ labelChanges }) => percent(labelChanges)],
    ],
    "It was not measured.",
    "swap.csv",
  ),
];

const leak = ({ leak }: ClassifierChapter): Document => [
  heading(3, "Words that masking leaves"),
  ...tableOf(
    leak,
    [
      ...whose,
      ["Texts#", ({ texts }) => count(texts)],
      ["Masked texts with a telling word#", ({ rate }) => plusMinus(rate, percent)],
      ["Commonest", ({ commonest }) => named(commonest)],
    ],
    "No text was masked.",
    "leak.csv",
  ),
];

function agreement({ maskedAgainstUnmasked, second }: ClassifierChapter): Document {
  const other: readonly Inline[] =
    second === null
      ? ["No second scorer was asked for."]
      : [
          "A second scorer, ",
          foreign(second.name),
          `, gives ${percent(second.agreement)} of ${count(second.texts)} texts the same label (κ ${estimateText(second.kappa, fixed(2))}).`,
        ];
  return [
    heading(3, "Agreement"),
    ...tableOf(
      maskedAgainstUnmasked,
      [
        ["Words", ({ words }) => foreign(words)],
        ["Decoder", ({ decoder }) => foreign(decoder)],
        ["Texts#", ({ texts }) => count(texts)],
        ["Masked and unmasked agree#", ({ agreement }) => percent(agreement)],
        ["κ#", ({ kappa }) => fixed(2)(kappa)],
      ],
      "The texts have one view only.",
      "result.json",
    ),
    paragraph(...other),
  ];
}

function people({ people }: ClassifierChapter): Document {
  if (people === null)
    return [paragraph("No text was labelled by people: the error rates on these texts are unknown.")];
  const between =
    people.kappaBetween === null ? "" : ` Between annotators κ is ${estimateText(people.kappaBetween, fixed(2))}.`;
  return [
    heading(3, "Against labels by people"),
    paragraph(`${count(people.labels)} labels, by `, ...named(people.annotators), `.${between}`),
    ...tableOf(
      people.perDemographic,
      [
        ...whose,
        ["Labels#", ({ labels }) => count(labels)],
        ["Sensitivity#", ({ sensitivity }) => plusMinus(sensitivity, percent)],
        ["Specificity#", ({ specificity }) => plusMinus(specificity, percent)],
        ["Negative, as classified#", ({ raw }) => percent(raw)],
        ["Rogan–Gladen#", ({ roganGladen }) => estimateText(roganGladen, percent)],
        ["Prediction-powered#", ({ predictionPowered }) => estimateText(predictionPowered, percent)],
      ],
      "None of them can be laid beside a demographic's texts.",
      "result.json",
    ),
  ];
}
