import { type Evaluation, type Settings, withEarlier } from "../../experiment/evaluation.ts";
import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import {
  experimentTable,
  type ExperimentTable,
  missingCells,
  type TableCell,
  withEarlierFigures,
} from "../../experiment/experiment-table.ts";
import { cellNames } from "../../networks/seq2seq/cell-name.ts";
import { splitNames } from "../../scan/split.ts";
import { UserError } from "../../text/user-error.ts";
import { methodNames, partNames } from "./methods.ts";
import { published, tunedMethods } from "./published.ts";
import { fineTuning, type Recipe } from "./recipe.ts";
import type { StageName } from "./table-runs.ts";

/** What a table says beside its figures. */
export interface TableAbout {
  readonly recipe: Recipe;
  readonly stages: readonly StageName[];
  readonly seeds: readonly number[];
  /** Examples measured of each part; absent: all. */
  readonly limit?: number | undefined;
  readonly loss: string;
  readonly command: string;
  readonly notes: readonly string[];
  /** An earlier table, whose figures stand where `evaluations` have none. */
  readonly earlier?: ExperimentResult | undefined;
}

/** What a table shows. */
interface TableKind {
  readonly title: string;
  readonly columns: readonly { readonly method: string; readonly title: string }[];
}

/** Tables 2, 8 and 9: without fine-tuning. */
const atDecoding: TableKind = {
  title: "no fine-tuning",
  columns: methodNames.map((method) => ({ method, title: method })),
};

/** Tables 10 to 12, as far as the stages go. */
const tuned = (stages: readonly StageName[]): TableKind => ({
  title: "fine-tuned, and equivariant by weights",
  columns: tunedMethods
    .map((method) => ({ method, title: method === "group" ? "G-model" : method }))
    .filter(({ method }) => stages.includes(method === "group" ? "group" : "finetuned")),
});

/**
 * The tables of the stages, one for each part, with a row for each cell and split, and ours beside the published.
 * Throws UserError where the earlier table was trained or measured otherwise.
 */
export function scanTables(evaluations: readonly Evaluation[], about: TableAbout): ExperimentResult {
  const { stages, earlier } = about;
  if (earlier !== undefined) checkAlike(earlier, about);
  const shown = [...(stages.includes("base") ? [atDecoding] : []), tuned(stages)].filter(
    ({ columns }) => columns.length > 0,
  );
  const all = withEarlier(evaluations, earlier?.evaluations ?? []);
  const own = shown.flatMap((kind) => partNames.map((part) => tableOf(kind, part, all)));
  const tables = earlier === undefined ? own : own.map((table) => withEarlierFigures(table, earlier.tables));
  const empty = new Set(tables.flatMap(missingCells));
  const kept = trainingsOf([
    ...all.slice(evaluations.length).map(({ settings }) => settings),
    ...own.flatMap(missingCells).filter((settings) => !empty.has(settings)),
  ]);
  const missing = missingTrainings(tables, about.seeds);
  return {
    kind: "experiment",
    version: 1,
    title: "Symmetry on SCAN",
    about: aboutSentences(about, tables),
    tables,
    contrasts: [],
    viewWeights: [],
    evaluations: [...all],
    notes: [
      ...about.notes,
      ...(kept.length === 0 ? [] : [`Figures of an earlier table, trained and measured alike: ${kept.join(", ")}.`]),
      ...(missing.length === 0 ? [] : [`Not trained yet: ${missing.join(", ")}.`]),
    ],
    command: about.command,
  };
}

function tableOf(
  { title, columns }: TableKind,
  part: (typeof partNames)[number],
  evaluations: readonly Evaluation[],
): ExperimentTable {
  const rows = cellNames.flatMap((cell) => splitNames.map((split) => ({ cell, split })));
  const design = {
    title: `SCAN, ${title}, ${part}`,
    rowSettings: ["cell", "split"],
    rows,
    columns: columns.map(({ method, title: heading }) => ({ title: heading, settings: { method, part } })),
  };
  return experimentTable(design, evaluations, published);
}

function checkAlike(earlier: ExperimentResult, about: TableAbout): void {
  for (const sentence of [trainedInWords(about), measuredInWords(about)])
    if (!earlier.about.some((said) => said.startsWith(sentence)))
      throw new UserError(
        `The earlier table: expected one that says "${sentence}" but found "${earlier.about.join(" ")}". Figures of different experiments are not mixed: give the --recipe, --seeds, --limit and --loss that it was made with.`,
      );
}

/** The trainings whose figures these cells are to hold. */
const trainingsOf = (cells: readonly Settings[]): readonly string[] => [...new Set(cells.map(inWords))];

/** Which of the wanted seeds a cell has no figure of. */
const lackingIn = ({ ours }: TableCell, seeds: readonly number[]): readonly number[] =>
  seeds.filter((seed) => ours === null || !ours.seeds.includes(seed));

/** The trainings that some cell lacks, row by row; of one whose other seeds are there, which seeds. */
function missingTrainings(tables: readonly ExperimentTable[], seeds: readonly number[]): readonly string[] {
  const lacking = new Map<string, Set<number>>();
  for (const cell of cellsOf(tables)) {
    const training = inWords(cell.settings);
    lacking.set(training, new Set([...(lacking.get(training) ?? []), ...lackingIn(cell, seeds)]));
  }
  return [...lacking].flatMap(([training, own]) => {
    if (own.size === 0) return [];
    const named = seeds.filter((seed) => own.has(seed)).join(" and ");
    return [own.size === seeds.length ? training : `${training} (${own.size === 1 ? "seed" : "seeds"} ${named})`];
  });
}

const cellsOf = (tables: readonly ExperimentTable[]): readonly TableCell[] =>
  tables.flatMap(({ cells }) => cells.flat());

/** The training whose figure a cell is to hold. */
function inWords({ cell, split, method }: Settings): string {
  const name = tunedMethods.find((tunedMethod) => tunedMethod === method);
  if (name === undefined) return `${cell} on ${split}`;
  return name === "group"
    ? `G-${cell} on ${split}`
    : `${cell} on ${split} ${name.split(" ").toReversed().join(" by ")}`;
}

const trainedInWords = ({ recipe, seeds }: TableAbout): string =>
  `Sequence-to-sequence networks trained for ${recipe.steps} steps of ${recipe.batch} ${recipe.batch === 1 ? "example" : "examples"} at rate ${recipe.rate} (${recipe.schedule}), seeds ${seeds.join(", ")}; exact-sequence accuracy.`;

const measuredInWords = ({ limit, loss }: TableAbout): string =>
  `Measured on ${limit === undefined ? "all commands" : `${limit} commands, drawn once,`} of each part; equizero by ${loss}.`;

function aboutSentences(about: TableAbout, tables: readonly ExperimentTable[]): string[] {
  const { stages, seeds } = about;
  const isPartly = cellsOf(tables).some((cell) => cell.ours !== null && lackingIn(cell, seeds).length > 0);
  const tuning = fineTuning("add_jump");
  return [
    trainedInWords(about),
    ...(isPartly ? ["Not every figure has all of these seeds: the notes name those that are missing."] : []),
    ...(stages.includes("finetuned")
      ? [
          `Fine-tuned on the symmetrized output: ${tuning.steps} steps of one example at rates ${tuning.rate} (add_jump) and ${fineTuning("around_right").rate} (around_right), equizero with the gradient of equitune; the weights that validate best are kept.`,
        ]
      : []),
    ...(stages.includes("group")
      ? [
          "G-models are the permutation-equivariant networks of Gordon et al. 2020, for the group of the two words that the split's test exchanges, and trained like the plain ones.",
        ]
      : []),
    `${measuredInWords(about)} Published: Basu et al. 2023, arXiv:2305.09900, tables ${sources(stages)}.`,
    "Commands and actions are generated from SCAN's grammar (Lake and Baroni 2018); the published files, BSD licence, hold the same lines.",
  ];
}

function sources(stages: readonly StageName[]): string {
  const decoding = stages.includes("base") ? ["2, 8 and 9"] : [];
  const further = tuned(stages).columns.length > 0 ? ["10 to 12"] : [];
  return [...decoding, ...further].join(", and ");
}
