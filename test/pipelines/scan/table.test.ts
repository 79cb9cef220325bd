import { expect, test } from "vitest";
import type { Evaluation } from "../../../src/experiment/evaluation.ts";
import { cellNames } from "../../../src/networks/seq2seq/cell-name.ts";
import { methodNames } from "../../../src/pipelines/scan/methods.ts";
import { recipes } from "../../../src/pipelines/scan/recipe.ts";
import { scanTables, type TableAbout } from "../../../src/pipelines/scan/table.ts";
import {
  baseOf,
  runName,
  runSteps,
  stageNames,
  tableMethod,
  tableRuns,
} from "../../../src/pipelines/scan/table-runs.ts";

const about: TableAbout = {
  recipe: recipes.published,
  stages: stageNames,
  seeds: [0],
  loss: "perStepMean",
  command: "evenhand scan table",
  notes: [],
};

test("plain networks come first, cell by cell, then those fine-tuned, then the equivariant ones", () => {
  const runs = tableRuns(["lstm", "rnn"], [0, 1]);
  expect(runs.map(runName).slice(0, 5)).toEqual([
    "lstm-add_jump-0",
    "lstm-around_right-0",
    "lstm-add_jump-1",
    "lstm-around_right-1",
    "rnn-add_jump-0",
  ]);
  expect(runs.map(runName).slice(8, 12)).toEqual([
    "lstm-add_jump-0-equitune",
    "lstm-add_jump-0-equizero",
    "lstm-around_right-0-equitune",
    "lstm-around_right-0-equizero",
  ]);
  expect(runs.map(runName).at(-1)).toBe("rnn-around_right-1-group");
  expect(new Set(runs.map(runName)).size).toBe(8 + 16 + 8);
  expect(tableRuns(["lstm"], [0], ["group", "base"]).map(({ kind }) => kind)).toEqual([
    "base",
    "base",
    "group",
    "group",
  ]);
});

test("a fine-tuning begins from the plain run of its cell, split and seed, and has steps of its own", () => {
  for (const run of tableRuns(["gru"], [2])) {
    const base = baseOf(run);
    const isTuned = run.kind === "equitune" || run.kind === "equizero";
    expect(base).toEqual(isTuned ? { ...run, kind: "base" } : undefined);
    expect(runSteps(run, recipes.published)).toBe(isTuned ? 10_000 : 200_000);
  }
});

test("every cell of the tables has its published figure; 10 to 12 are those of the paper", () => {
  const { tables } = scanTables([], about);
  expect(tables.map(({ columns }) => columns.map(({ title }) => title).join())).toEqual([
    "base,equitune,equizero",
    "base,equitune,equizero",
    "G-model,equitune fine-tuned,equizero fine-tuned",
    "G-model,equitune fine-tuned,equizero fine-tuned",
  ]);
  expect(tables.flatMap(({ cells }) => cells.flat().filter(({ published }) => published === null))).toEqual([]);
  const percent = tables[2]?.cells.map((row) =>
    row.map(({ published }) => Math.round(1000 * (published?.mean ?? 0)) / 10),
  );
  // Table 10 (LSTM), 11 (GRU), 12 (RNN), each add jump and around right, on the test.
  expect(percent).toEqual([
    [98.3, 97.9, 97.9],
    [89.6, 95.7, 92.5],
    [99.8, 81.1, 93.6],
    [82.7, 91.6, 74.6],
    [87.4, 83.9, 84.8],
    [84.5, 78.4, 64.3],
  ]);
});

test("what a run is measured by lands in its own column; what is missing is named", () => {
  const [tuned, group] = [tableRuns(["gru"], [0])[3]!, tableRuns(["gru"], [0], ["group"])[0]!];
  expect([tableMethod(tuned, "equizero"), tableMethod(group, "base")]).toEqual(["equizero fine-tuned", "group"]);
  const settings = { cell: "gru", split: "add_jump", part: "test" };
  const evaluation = { settings: { ...settings, method: tableMethod(tuned, "equizero") }, seed: 0, correct: 3, n: 4 };
  const { tables, notes } = scanTables([evaluation], { ...about, stages: ["finetuned", "group"] });
  expect(tables).toHaveLength(2);
  expect(tables[0]?.cells[2]?.[2]?.ours?.mean.value).toBe(0.75);
  expect(tables[0]?.cells.flat().filter(({ ours }) => ours !== null)).toHaveLength(1);
  expect(notes[0]).toContain(`G-${cellNames[0]} on add_jump, ${cellNames[0]} on add_jump fine-tuned by equitune`);
  const only = scanTables([], { ...about, stages: ["group"] });
  expect(only.tables[0]?.columns.map(({ title }) => title)).toEqual(["G-model"]);
});

const evaluation = (cell: string, correct: number, seed = 0): Evaluation => ({
  settings: { cell, split: "add_jump", part: "test", method: "base" },
  seed,
  correct,
  n: 4,
});

test("figures of an earlier table stand where there are none of its own, and the notes say so; of another recipe they are refused", () => {
  const base = { ...about, stages: ["base"] as const };
  const whole = scanTables([evaluation("lstm", 1), evaluation("gru", 2)], base);
  const { evaluations: _, ...earlier } = whole; // as of a table made before evaluations were kept
  const { tables, notes } = scanTables([evaluation("gru", 3)], { ...base, earlier });
  const figures = tables[0]!.cells.map(([cell]) => cell?.ours?.mean.value);
  expect(figures).toEqual([0.25, undefined, 0.75, undefined, undefined, undefined]);
  expect(notes[0]).toBe("Figures of an earlier table, trained and measured alike: lstm on add_jump.");
  expect(notes[1]).toContain("Not trained yet: lstm on add_jump, lstm on around_right,");
  const further = scanTables([evaluation("gru", 4, 1)], { ...base, earlier: whole });
  expect(further.tables[0]!.cells.map(([cell]) => cell?.ours?.mean.value)[2]).toBe(0.75); // 2 of 4 by seed 0 and 4 of 4 by seed 1
  expect(further.evaluations).toHaveLength(3);
  for (const other of [{ seeds: [1] }, { recipe: recipes.batched }, { limit: 3 }, { loss: "product" }])
    expect(() => scanTables([], { ...base, ...other, earlier })).toThrow("Figures of different experiments");
});

test("of a training whose other seeds are there, the missing seeds are named, also of an earlier table's figures", () => {
  const base = { ...about, stages: ["base"] as const, seeds: [0, 1, 2] };
  const parts = ["test", "validation"].flatMap((part) => methodNames.map((method) => ({ part, method })));
  const of = (cell: string, seeds: readonly number[]): readonly Evaluation[] =>
    seeds.flatMap((seed) =>
      parts.map((settings) => ({ settings: { cell, split: "add_jump", ...settings }, seed, correct: 1, n: 4 })),
    );
  const said = "Not every figure has all of these seeds";
  const earlier = scanTables(of("rnn", [1]), base);
  const partly = scanTables([...of("lstm", [0, 1, 2]), ...of("gru", [0])], { ...base, earlier });
  expect(partly.notes.at(-1)).toBe(
    "Not trained yet: lstm on around_right, gru on add_jump (seeds 1 and 2), gru on around_right, rnn on add_jump (seeds 0 and 2), rnn on around_right.",
  );
  expect(partly.about.join(" ")).toContain(said);
  expect(scanTables(of("lstm", [0, 1, 2]), base).about.join(" ")).not.toContain(said);
});
