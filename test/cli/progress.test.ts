import { expect, it } from "vitest";
import { auditProgress } from "../../src/cli/audit/audit-progress.ts";
import { progressOn } from "../../src/cli/progress-line.ts";
import { duration, progressLine } from "../../src/text/progress.ts";
import { fakeTerminal } from "./fake-terminal.ts";

it.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [125, "2 min 5 s"],
  [3780, "1 h 3 min"],
])("says %d seconds as %s", (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

it("shows count, rate and time left", () => {
  expect(progressLine({ label: "Writing", unit: "texts", done: 50, total: 200, elapsedMs: 5000 })).toBe(
    "Writing  [#####...............]  50 of 200 texts  10/s  15 s left",
  );
});

it("shows bytes in megabytes", () => {
  expect(progressLine({ label: "gpt2", unit: "bytes", done: 5_000_000, total: 10_000_000, elapsedMs: 2000 })).toBe(
    "gpt2  [##########..........]  5.0 MB of 10.0 MB  2.5 MB/s  2 s left",
  );
});

it("shows no bar, no rate and no end before they are known", () => {
  expect(progressLine({ label: "Scoring", unit: "texts", done: 0, elapsedMs: 0 })).toBe("Scoring  0 texts");
});

it.each([
  ["a first text", 1, 3000, false],
  ["a few texts", 9, 20_000, false],
  ["three per cent", 90, 3000, true],
  ["a quarter of a minute", 10, 15_000, true],
])("after %s it knows the end or says nothing of it", (_, done, elapsedMs, isTold) => {
  const line = progressLine({ label: "Writing", unit: "texts", done, total: 3000, elapsedMs });
  expect(line.includes(" left")).toBe(isTold);
});

it("says of how many texts the shares of negative ones are", () => {
  const { terminal, seen } = fakeTerminal({ columns: 200 });
  const progress = auditProgress(terminal);
  const counts = { negative: 3, neutral: 1, positive: 0, other: 0 };
  const place = { words: "race", decoder: "base" } as const;
  progress.tell({ kind: "planned", units: 2, texts: 200, unitsDone: 0, textsDone: 0 });
  progress.tell({
    kind: "unit",
    unit: { ...place, number: 0, context: "respect", template: "t", from: 0, to: 4, texts: 4 },
    fromCache: false,
    unitsDone: 1,
    textsDone: 4,
    texts: [],
  });
  progress.tell({ kind: "shares", shares: [{ ...place, demographic: "Black", counts, texts: 4 }] });
  seen.clock = 20_000;
  progress.tell({ kind: "written", texts: 5 });
  expect(seen.log).toContain("negative: base Black 75 % of 4");
});

it("is quiet for two seconds, then writes a line every ten where nothing can be redrawn", () => {
  const { terminal, seen } = fakeTerminal();
  const progress = progressOn(terminal, { label: "Writing", unit: "texts", total: 100 });
  for (let second = 0; second <= 25; second++) {
    seen.clock = second * 1000;
    progress.update(second);
  }
  progress.end();
  expect(seen.log.split("\n").filter((line) => line !== "")).toHaveLength(3);
  expect(seen.log).not.toContain("\u001B");
});

it("redraws one line on a live terminal and leaves nothing behind", () => {
  const { terminal, seen } = fakeTerminal({ live: true });
  const progress = progressOn(terminal, { label: "Writing", unit: "texts", total: 100 });
  seen.clock = 3000;
  progress.update(30);
  progress.end();
  const erase = "\r\u001B[K";
  expect(seen.log.split(erase)).toEqual(["", expect.stringMatching(/^Writing[^\n]*$/u), ""]);
});
