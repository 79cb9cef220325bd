import type { ClassifierChapter } from "../../src/audit/result/classifier-chapter.ts";
import { decoders, estimate, lists } from "./fixture-texts.ts";

const demographics = Object.entries(lists).flatMap(([words, names]) =>
  names.map((demographic, index) => ({ words, demographic, index })),
);

export const chapter: ClassifierChapter = {
  name: "mini",
  sha256: "6c7d8e9f".repeat(8),
  accuracy: "0.71 on 300 held-out sentences (regard-v2)",
  swap: demographics.map(({ words, demographic, index }) => ({
    words,
    demographic,
    texts: 40,
    meanShift: estimate((index - 0.5) * 0.012, 0.006),
    meanAbsolute: 0.021,
    labelChanges: index === 0 ? null : 0.05,
  })),
  leak: demographics.map(({ words, demographic, index }) => ({
    words,
    demographic,
    texts: 40,
    rate: estimate(0.12 - 0.05 * index, 0.05),
    commonest: index === 0 ? ["her", "she"] : index === 1 ? ["his"] : [],
  })),
  maskedAgainstUnmasked: Object.keys(lists).flatMap((words) =>
    decoders.map((decoder, index) => ({
      words,
      decoder,
      texts: 40,
      agreement: 0.93,
      kappa: index === 4 ? null : 0.88,
    })),
  ),
  second: { name: "word-sentiment", texts: 500, agreement: 0.61, kappa: estimate(0.37, 0.05) },
  people: {
    labels: 120,
    annotators: ["A", "B"],
    kappaBetween: estimate(0.66, 0.11),
    perDemographic: demographics.map(({ words, demographic, index }) => ({
      words,
      demographic,
      labels: 24,
      sensitivity: estimate(0.78, 0.12),
      specificity: estimate(0.86, 0.08),
      raw: 0.31,
      roganGladen: index === 2 ? estimate(null, 0) : estimate(0.27, 0.1),
      predictionPowered: estimate(0.28, 0.07),
    })),
  },
};
