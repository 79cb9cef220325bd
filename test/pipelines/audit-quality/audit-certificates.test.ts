import { describe, expect, it } from "vitest";
import { certificateSchema } from "../../../src/audit/result/quality.ts";
import { decoderNames } from "../../../src/decode/decode-plan.ts";
import { auditCertificates } from "../../../src/pipelines/audit-quality/audit-certificates.ts";
import { threes } from "../../fakes/token-actions.ts";
import { smallSettings, smallTools } from "../small-tools.ts";

const tools = smallTools(threes);
const plan = {
  contexts: [
    { name: "one", templates: ["{demographic} w12 w4", "{demographic} w13"] },
    { name: "two", templates: ["{demographic} w14", "{demographic} w3 w13"] },
  ],
  decoders: decoderNames,
  settings: smallSettings,
  batchSize: 16,
};

describe("a certificate for each decoder", async () => {
  const rows = await auditCertificates(new Map([["small", tools]]), plan);
  const of = (name: string) => rows.find(({ decoder }) => decoder === name);

  it("in their order, as the result has them", () => {
    expect(rows.map(({ words, decoder, kind }) => [words, decoder, kind])).toEqual([
      ["small", "base", "distribution"],
      ["small", "equi", "distribution"],
      ["small", "r-equi", "distribution"],
      ["small", "equizero", "texts"],
      ["small", "r-equizero", "texts"],
    ]);
    for (const row of rows) expect(certificateSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  });

  it("base and r-equi are measured and promise nothing", () => {
    for (const name of ["base", "r-equi"]) expect(of(name)).toMatchObject({ passed: null });
    expect(of("base")).not.toHaveProperty("tolerance");
    expect(of("base")?.meanGap).toBeGreaterThan(0.1);
    expect(of("base")?.maxGap).toBeGreaterThan(of("base")?.meanGap ?? NaN);
  });

  it("equi keeps its promise, and so do the equizero decoders", () => {
    expect(of("equi")).toMatchObject({ passed: true, tolerance: 1e-4 });
    expect(of("equi")?.meanGap).toBeLessThan(1e-5);
    // 4 prompts × 3 elements × 2 coupled texts.
    expect(of("equizero")).toMatchObject({ passed: true, imagesCompared: 24, imagesDifferent: 0 });
    expect(of("r-equizero")).toMatchObject({ passed: true, imagesDifferent: 0 });
  });

  it("the same plan gives the same rows, whatever the batch size", async () => {
    const decoders = ["base", "equi"] as const;
    expect(await auditCertificates(new Map([["small", tools]]), { ...plan, decoders, batchSize: 3 })).toEqual(
      rows.slice(0, 2),
    );
  });
});
