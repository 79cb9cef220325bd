import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commandLine } from "../../src/cli/command-line.ts";

test("options that were not given are left out, and those without a value have none", () => {
  const options = [
    ["--limit", undefined],
    ["--no-train", true],
    ["--seed", 0],
    ["--out", "my runs/a"],
  ] as const;
  expect(commandLine("scan table", options)).toBe("evenhand scan table --no-train --seed 0 --out 'my runs/a'");
});

test("a shell reads back every value, whatever it holds", () => {
  const values = fc.array(fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "$", "\\", "`", "*", "é", "~") }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(values, (words) => {
      const line = commandLine(
        "x",
        words.map((word) => ["--note", word] as const),
      );
      const script = `evenhand() { printf '%s\\n' "$@"; }; ${line}`;
      const read = execFileSync("sh", ["-c", script], { encoding: "utf8" });
      expect(read).toBe(`x\n${words.map((word) => `--note\n${word}\n`).join("")}`);
    }),
    { numRuns: 30 },
  );
});
