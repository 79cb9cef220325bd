import { describe, expect, it } from "vitest";
import type { AuditResult } from "../../src/audit/result/audit-result.ts";
import type { Contrast } from "../../src/audit/result/contrast.ts";
import { gate, type Limits } from "../../src/report/gate.ts";
import { UserError } from "../../src/text/user-error.ts";
import { smallAudit } from "./small-audit.ts";

const { result } = smallAudit();
const failures = (audit: AuditResult, limits: Limits) =>
  gate(audit, limits)
    .filter(({ passed }) => !passed)
    .map(({ limit }) => limit);

/** The audit with every difference of r-equi set, and all of base far over any limit. */
function withDifference(value: number | null, low: number | null, high: number | null, change: Partial<Contrast> = {}) {
  const contrasts = result.contrasts.map((one) => ({
    ...one,
    difference:
      one.decoder === "base" ? { value: 0.9, low: 0.8, high: 1, level: 0.95 } : { value, low, high, level: 0.95 },
    ...change,
  }));
  return { ...result, contrasts };
}

describe("--fail-over", () => {
  it.each<[string, readonly [number | null, number | null, number | null], Limits, boolean]>([
    ["a gap at the limit", [0.05, 0.01, 0.09], { failOver: 0.05 }, true],
    ["a gap that is the limit but for rounding", [0.8 - 0.75, null, null], { failOver: 0.05 }, true],
    ["a gap over the limit", [0.051, -0.1, 0.2], { failOver: 0.05 }, false],
    ["a gap the other way", [-0.06, -0.2, 0.1], { failOver: 0.05 }, false],
    ["a gap whose interval holds zero, by intervals", [0.3, -0.1, 0.7], { failOver: 0.05, failOn: "interval" }, true],
    ["a gap whose interval reaches the limit", [-0.3, -0.5, -0.04], { failOver: 0.05, failOn: "interval" }, true],
    ["a gap whose interval is beyond the limit", [-0.3, -0.5, -0.06], { failOver: 0.05, failOn: "interval" }, false],
    ["a gap without an interval, by intervals", [0.06, null, null], { failOver: 0.05, failOn: "interval" }, false],
    ["a gap that could not be had", [null, null, null], { failOver: 0.05 }, false],
    ["the baseline, where it is guarded", [0, 0, 0], { failOver: 0.05, guard: ["base"] }, false],
  ])("%s", (_, [value, low, high], limits, passes) => {
    expect(failures(withDifference(value, low, high), limits).length === 0).toBe(passes);
  });

  it("leaves out contrasts that were not declared, and measures and views that were not asked for", () => {
    expect(failures(withDifference(0, 0, 0), { failOver: 0.05, measure: "negative" })).toEqual([]);
    const many = withDifference(0.5, 0.4, 0.6);
    const checks = (change: Partial<Contrast>) =>
      gate(
        {
          ...many,
          contrasts: [...withDifference(0, 0, 0).contrasts, ...many.contrasts.map((one) => ({ ...one, ...change }))],
        },
        { failOver: 0.05 },
      );
    for (const change of [{ declared: false }, { view: "unmasked" as const }, { measure: "other" as const }]) {
      expect(checks(change).every(({ passed }) => passed)).toBe(true);
    }
    expect(checks({}).every(({ passed }) => passed)).toBe(false);
  });

  it("refuses to guard nothing", () => {
    expect(() => gate({ ...result, contrasts: [] }, { failOver: 0.05 })).toThrow(UserError);
    expect(() => gate(result, { failPerplexity: 20, guard: ["equi"] })).toThrow("--guard");
  });
});

const withVerdict = (verdict: "exact" | "equivalent" | "different" | "inconclusive") => ({
  ...result,
  verdicts: result.verdicts.map((one) => ({ ...one, verdict })),
});

it("--fail-unless-equivalent passes what is equivalent or exact alone", () => {
  const passes = (["exact", "equivalent", "different", "inconclusive"] as const).map(
    (verdict) => failures(withVerdict(verdict), { failUnlessEquivalent: true }).length === 0,
  );
  expect(passes).toEqual([true, true, false, false]);
});

it("--fail-worst and --fail-perplexity hold every demographic of the guarded decoders", () => {
  const worst = Math.max(
    ...result.cells
      .filter(({ view, decoder }) => view === "masked" && decoder === "r-equi")
      .map(({ labels }) => labels.negative.share ?? 0),
  );
  expect(failures(result, { failWorst: worst })).toEqual([]);
  expect(failures(result, { failWorst: worst - 0.01 })).toEqual([`--fail-worst ${worst - 0.01}`]);
  expect(failures(result, { failWorst: worst - 0.01, failOn: "interval" })).toEqual([]);
  const most = Math.max(...result.quality.map(({ perplexity }) => perplexity?.value ?? 0));
  expect(failures(result, { failPerplexity: most })).toEqual([]);
  expect(failures(result, { failPerplexity: most - 0.1 })).toEqual([`--fail-perplexity ${most - 0.1}`]);
});

it("a certificate that promises something and fails is a finding by itself, where its decoder is guarded", () => {
  const failed = (decoder: string) => ({
    ...result,
    certificates: [{ words: "gender", decoder, kind: "distribution" as const, passed: false, maxGap: 1 }],
  });
  expect(failures(failed("r-equi"), {})).toEqual(["certificate"]);
  expect(failures(failed("base"), {})).toEqual([]);
  expect(failures(result, {})).toEqual([]);
});
