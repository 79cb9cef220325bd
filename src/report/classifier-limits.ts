import type { ClassifierChapter } from "../audit/result/classifier-chapter.ts";
import { count } from "./figures.ts";

type People = NonNullable<ClassifierChapter["people"]>;

/** What the classifier's chapter cannot say, and what its figures assume: one sentence or two each. */
export const classifierLimits = ({ sha256, second, people }: ClassifierChapter): readonly string[] => [
  ...(sha256 === null ? ["The labels came with the texts. Nothing is known here about how they were made."] : []),
  ...(second?.name === "lexicon"
    ? [
        "The second scorer reads sentiment, which goes together with regard only modestly: a low κ does not say which of the two is wrong. The bundled classifier was trained with the same word list, so their errors are not independent.",
      ]
    : []),
  ...(people === null ? [] : ofPeople(people)),
];

function ofPeople({ unmatched = 0, trained = 0, trainedKnown, perDemographic }: People): readonly string[] {
  const isClipped = perDemographic.some(({ roganGladenClipped }) => roganGladenClipped === true);
  return [
    "Error rates and corrected shares hold if the labelled texts of a demographic were drawn at random from all of its texts, as evenhand label draws them. Contexts and decoders are taken together, templates as given.",
    ...(trainedKnown === false
      ? [
          "It is not known which texts the classifier was trained on. If labelled texts are among them, its error rates look better than they are.",
        ]
      : []),
    ...(trained === 0
      ? []
      : [`${count(trained)} labelled texts do not count, because the classifier was trained on them.`]),
    ...(unmatched === 0 ? [] : [`${count(unmatched)} labels are of texts that this run does not hold.`]),
    ...(isClipped ? ["A corrected share that fell below 0 or above 100 % stands at that end."] : []),
  ];
}
