import type { ExperimentResult, ViewWeights } from "../../experiment/experiment-result.ts";
import type { ExperimentTable, TableCell } from "../../experiment/experiment-table.ts";
import { type Block, type Document, foreign, heading, type Line, list, paragraph } from "../document/document.ts";
import { absent, count, estimateText, fixed, points, wholePercent } from "../figures.ts";

/** An experiment for Markdown and the terminal: each table with ours beside the published, contrasts, weights of the views, notes, the command. */
export function experimentDocument(result: ExperimentResult): Document {
  return [
    heading(1, foreign(result.title)),
    ...result.about.map((sentence) => paragraph(sentence)),
    ...result.tables.flatMap(tableBlocks),
    ...contrastBlocks(result),
    ...result.viewWeights.flatMap(weightBlocks),
    ...(result.notes.length === 0 ? [] : [heading(2, "Notes"), list(result.notes)]),
    heading(2, "To make it again"),
    { kind: "command", text: result.command },
  ];
}

function tableBlocks(table: ExperimentTable): Document {
  const isPublished = table.cells.flat().some(({ published }) => published !== null);
  const both = (title: string) => (isPublished ? [`${title}, ours`, `${title}, published`] : [title]);
  const shown: Block = {
    kind: "table",
    columns: [
      ...table.rowSettings.map((title) => ({ title })),
      ...table.columns.flatMap(({ title }) => both(title)).map((title) => ({ title, isNumber: true })),
    ],
    rows: table.rows.map((row, i) => [
      ...table.rowSettings.map((name): Line => foreign(row[name] ?? "")),
      ...(table.cells[i] ?? []).flatMap((cell) =>
        isPublished ? [oursText(cell), publishedText(cell)] : [oursText(cell)],
      ),
    ]),
  };
  return [heading(2, foreign(table.title)), shown, paragraph(legend(table, isPublished))];
}

function legend(table: ExperimentTable, isPublished: boolean): string {
  const ours = table.cells.flat().flatMap((cell) => (cell.ours === null ? [] : [cell.ours]));
  const items = [...new Set(ours.map(({ n }) => n))].map((n) => count(n)).join(" or ");
  const level = wholePercent(ours[0]?.mean.level);
  const interval = `with its ${level} interval (Wilson)`;
  const isOverSeeds = ours.some(({ deviation }) => deviation !== null);
  const isOfOne = ours.some(({ deviation }) => deviation === null);
  const overSeeds = "mean over the seeds (standard deviation; number of seeds)";
  const spread = isOverSeeds ? `: ${overSeeds}${isOfOne ? `; of one seed ${interval}` : ""}` : ` ${interval}`;
  return `Accuracy in percent${spread}${items === "" ? "" : `, n = ${items} a seed`}.${isPublished ? " “≈”: read off a plot." : ""} ${absent}: not there.`;
}

const oneDigit = (share: number) => fixed(1)(100 * share);

function oursText({ ours }: TableCell): string {
  if (ours === null) return absent;
  const { mean, deviation, seeds } = ours;
  if (deviation !== null) return `${oneDigit(mean.value ?? Number.NaN)} (${oneDigit(deviation)}; ${seeds.length})`;
  return `${oneDigit(mean.value ?? Number.NaN)} [${oneDigit(mean.low ?? Number.NaN)}, ${oneDigit(mean.high ?? Number.NaN)}]`;
}

function publishedText({ published }: TableCell): string {
  if (published === null) return absent;
  const { mean, deviation, isApproximate } = published;
  return `${isApproximate ? "≈" : ""}${oneDigit(mean)}${deviation === null ? "" : ` (${oneDigit(deviation)})`}`;
}

function contrastBlocks({ contrasts }: ExperimentResult): Document {
  if (contrasts.length === 0) return [];
  return [
    heading(2, "Differences on the same items"),
    {
      kind: "table",
      columns: [{ title: "Difference" }, { title: "Estimate", isNumber: true }, { title: "n", isNumber: true }],
      rows: contrasts.map(({ title, difference, n }) => [foreign(title), estimateText(difference, points), count(n)]),
    },
    paragraph(`Paired over items, ${wholePercent(contrasts[0]?.difference.level)} intervals.`),
  ];
}

function weightBlocks({ title, views, weights, n }: ViewWeights): Document {
  return [
    heading(2, foreign(title)),
    {
      kind: "table",
      columns: [{ title: "View" }, { title: "Mean λ", isNumber: true }, { title: "Deviation", isNumber: true }],
      rows: views.map((view, i) => [foreign(view), fixed(3)(weights[i]?.mean), fixed(3)(weights[i]?.deviation)]),
    },
    paragraph(`Over ${count(n)} inputs; the weights of one input add up to 1.`),
  ];
}
