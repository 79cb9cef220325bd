import type { Settings } from "../../experiment/evaluation.ts";
import type { ExperimentResult, ViewWeights } from "../../experiment/experiment-result.ts";
import { experimentTable } from "../../experiment/experiment-table.ts";
import { pairedCounts, pairedDifference } from "../../experiment/paired-difference.ts";
import { clipMethods } from "./clip-method.ts";
import type { ClipSession } from "./clip-session.ts";
import { evaluationOf, type Outcome } from "./evaluate-clip.ts";
import { publishedClip } from "./published.ts";

/** What was measured on a session's images. */
export interface ClipFindings {
  readonly outcomes: readonly Outcome[];
  readonly viewWeights: readonly ViewWeights[];
  /** What the random elements followed from that moved the images, and how many images in a row were moved alike; default 1. */
  readonly seed: number;
  readonly perBatch?: number;
  /** The command that makes it again. */
  readonly command: string;
}

const columnTitles: Readonly<Record<string, string>> = {
  clean: "as they are",
  rot90: "turned by quarters",
  flip: "mirrored",
  rot180: "half turns (“flip” in the published code)",
  d4: "moved by D4",
};

/** The result of evaluations: top-1 beside the published, top-5, paired differences on moved images, λ's weights, and what the comparison cannot say. */
export function clipResult(
  session: ClipSession,
  { outcomes, viewWeights, seed, perBatch = 1, command }: ClipFindings,
): ExperimentResult {
  const form = outcomes[0]?.form ?? "paper";
  const groups = [...new Set(outcomes.map(({ group }) => group))];
  const table = (choices: 1 | 5) => ({
    title: `Top-${choices}`,
    rowSettings: ["method"],
    rows: clipMethods
      .filter((method) => outcomes.some((outcome) => outcome.method === method))
      .map((method) => ({ method })),
    columns: groups.flatMap((group) =>
      ["clean", group].map((images) => ({
        title:
          groups.length === 1 || images !== "clean"
            ? (columnTitles[images] ?? images)
            : `as they are, ${group} methods`,
        settings: { images, group, choices: `top-${choices}` } satisfies Settings,
      })),
    ),
  });
  const evaluations = outcomes.flatMap((outcome) =>
    ([1, 5] as const).map((choices) => evaluationOf(outcome, choices, seed)),
  );
  // A published figure holds whatever group our methods were made invariant to.
  const published = groups.flatMap((group) =>
    publishedClip
      .filter(({ settings }) => settings["images"] === group || settings["images"] === "clean")
      .map((figure) => ({ ...figure, settings: { ...figure.settings, group } })),
  );
  return {
    kind: "experiment",
    version: 1,
    title: `CLIP zero-shot: ${session.clip.name} on ${session.labels.length.toLocaleString("en")} images`,
    about: [aboutSession(session, form), movedInWords(perBatch)],
    tables: [experimentTable(table(1), evaluations, published), experimentTable(table(5), evaluations)],
    contrasts: groups.flatMap((group) => contrastsOf(outcomes.filter((outcome) => outcome.images === group))),
    viewWeights: [...viewWeights],
    notes: notesOf(outcomes),
    command,
  };
}

function aboutSession({ clip, folder, prompts, labels }: ClipSession, form: string): string {
  const folded =
    form === "paper"
      ? "features are folded, as in the paper"
      : "class probabilities are folded, as in the published code";
  return `Model ${clip.name} (digest ${clip.digests.model.slice(0, 12)}); ${folder.classes.length} classes named by their folders; ${prompts.templates.length} prompts (${prompts.name}); ${labels.length.toLocaleString("en")} images. Form: ${folded}.`;
}

const movedInWords = (perBatch: number): string =>
  perBatch === 1
    ? "Each image is moved by a random element of the group, drawn by the seed and the image's number."
    : `Every ${perBatch.toLocaleString("en")} images in a row are moved alike, by a random element of the group that is drawn by the seed and their place.`;

const rightOf = ({ ranks }: Outcome): readonly boolean[] => ranks.map((rank) => rank === 0);

/** Each method less the one before it, on the same moved images. */
function contrastsOf(moved: readonly Outcome[]): ExperimentResult["contrasts"] {
  return moved.slice(1).flatMap((outcome, i) => {
    const before = moved[i];
    if (before === undefined) return [];
    const counts = pairedCounts(rightOf(outcome), rightOf(before));
    const title = `${outcome.method} − ${before.method}, ${columnTitles[outcome.images] ?? outcome.images}`;
    return [{ title, difference: pairedDifference(counts), n: counts.n }];
  });
}

function notesOf(outcomes: readonly Outcome[]): string[] {
  const isMirror = outcomes.some(({ group }) => group === "flip");
  return [
    "Published figures are those of CLIP RN50 on CIFAR100 (arXiv:2305.09900): another model, a hundred classes and other images. They say in which order methods come, not how high: levels are not comparable.",
    "Invariant methods give the same figure on images as they are and moved: the views of an image are the same views.",
    ...(isMirror
      ? [
          "A mirror changes little for a model that was trained on mirrored images; the published code's “flip” is half a turn.",
        ]
      : []),
  ];
}
