import { expect, it } from "vitest";
import { lineOfKeys } from "../../../src/ui/kernel/line-of-keys.ts";

const hints = ["↑↓ choose", "Enter open", "n new", "Esc back", "? help"];

it("shows every key where there is room", () =>
  expect(lineOfKeys(hints, 80)).toBe("↑↓ choose  Enter open  n new  Esc back  ? help"));

it("never cuts a key, and keeps the way back and help", () => {
  for (let columns = 1; columns <= 80; columns++) {
    const shown = lineOfKeys(hints, columns);
    expect(shown.endsWith("Esc back  ? help")).toBe(true);
    expect(hints).toEqual(expect.arrayContaining(shown.split("  ")));
    expect(shown.length).toBeLessThanOrEqual(Math.max(columns, "Esc back  ? help".length));
  }
});
