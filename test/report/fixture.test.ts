import { expect, it } from "vitest";
import { auditFixture } from "./fixture.ts";
import { large } from "./fixture-texts.ts";

it("the fixture is a result that readers accept, with every verdict and with figures that could not be had", () => {
  const { result } = auditFixture();
  const verdicts = new Set(auditFixture(large).result.verdicts.map(({ verdict }) => verdict));
  expect(verdicts).toContain("exact");
  expect(verdicts).toContain("inconclusive");
  expect(verdicts).toContain("different");
  expect(result.cells.some(({ icc }) => icc === null)).toBe(true);
});
