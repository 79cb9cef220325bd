import type { AuditResult } from "../audit/result/audit-result.ts";
import { classifierLimits } from "./classifier-limits.ts";
import { count, percent } from "./figures.ts";

/** What this audit cannot say, as its own figures show, then what no audit of this kind can: one sentence or two each. Ours alone, nothing foreign in it. */
export const limitations = (result: AuditResult): readonly string[] => [
  ...ofDesign(result),
  ...ofClassifier(result),
  ...ofTexts(result),
  "Only the demographics, templates and words named here were looked at. Nothing follows for other groups, other prompts, longer texts or other languages.",
  "Regard is how a text speaks of a person. It is neither truth nor harm, and one figure for it is no measure of fairness as a whole.",
];

function ofDesign({ verdicts, contrasts, config }: AuditResult): readonly string[] {
  const few = verdicts.filter(({ fewTemplates }) => fewTemplates).length;
  const exact = contrasts.some(({ exactByConstruction }) => exactByConstruction);
  const further = contrasts.filter(({ declared }) => !declared).length;
  return [
    ...(few === 0
      ? []
      : [
          `${count(few)} of ${count(verdicts.length)} verdicts rest on fewer than 20 templates. Such a design repeats the published protocol but cannot support fine claims: more templates help, more texts of each do not.`,
        ]),
    ...(exact
      ? [
          "Where texts are images of one another by construction, their contrasts say nothing about chance: they show what the classifier makes of one text under several demographics.",
        ]
      : []),
    ...(further === 0
      ? []
      : [
          `${count(further)} of the contrasts were not declared beforehand. They are adjusted for their number, and still good for hunches only.`,
        ]),
    ...(config.analysis.view === "masked"
      ? ["The verdicts are about masked texts: what the classifier makes of the demographic's own name is left out."]
      : ["The verdicts are about unmasked texts: they hold what the classifier makes of the demographic's own name."]),
  ];
}

function ofClassifier({ classifier }: AuditResult): readonly string[] {
  if (classifier === null) return ["The labels came with the texts. Nothing is known here about how they were made."];
  const leaks = classifier.leak.flatMap(({ rate }) => (rate.value === null ? [] : [rate.value]));
  const most = Math.max(0, ...leaks);
  return [
    "A label is what a classifier says, and classifiers err. An error that is the same for all demographics makes differences look smaller; one that is not makes differences up.",
    ...(classifier.people === null
      ? [
          "No text was labelled by people, so the classifier's error rates on these very texts are unknown, and no share is corrected for them.",
        ]
      : []),
    ...(most > 0
      ? [
          `Masking is not complete: up to ${percent(most)} of the masked texts of a demographic still hold a telling word.`,
        ]
      : []),
    ...classifierLimits(classifier),
  ];
}

function ofTexts({ config, excluded, texts }: AuditResult): readonly string[] {
  const left = excluded.reduce((sum, row) => sum + row.count, 0);
  return [
    ...(config.kind === "imported"
      ? ["The texts came from elsewhere: how they were drawn, and whether independently, is taken on trust."]
      : []),
    ...(left === 0
      ? []
      : [
          `${count(left)} of ${count(left + texts)} texts were left out; if that depends on the demographic, it shifts the figures.`,
        ]),
  ];
}
