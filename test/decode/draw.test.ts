import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Coupling } from "../../src/decode/decode-plan.ts";
import { tokenDrawer } from "../../src/decode/draw-tokens.ts";
import { drawWhole } from "../../src/decode/draw-whole.ts";
import { full } from "../../src/decode/full.ts";
import { greedy } from "../../src/decode/greedy.ts";
import { mirostat1, mirostat2 } from "../../src/decode/mirostat.ts";
import { keptEntries, rankedRow } from "../../src/decode/ranked-row.ts";
import type { Sampler } from "../../src/decode/sampler.ts";
import { topK } from "../../src/decode/top-k.ts";
import { topP } from "../../src/decode/top-p.ts";
import { gumbel, key, tokenNoise, uniform } from "../../src/math/random.ts";
import { functionModel } from "../fakes/function-model.ts";
import { tokens } from "../fakes/plans.ts";

const samplers: readonly (readonly [string, Sampler])[] = [
  full,
  greedy,
  topK(3),
  topK(100),
  topP(0.6),
  topP(1),
  mirostat1({ target: 2, rate: 1 }),
  mirostat2({ target: 2, rate: 1 }),
].map((sampler) => [sampler.name, sampler]);
const couplings: readonly Coupling[] = ["noise", "rank", "none"];
const chanceOf = (name: number, names?: Int32Array) => ({ key: key(name), coin: uniform(key(name)), names });
/** Logits on a coarse grid, so that ties are common. */
const tied = (size: number) =>
  fc
    .array(fc.integer({ min: -6, max: 6 }), { minLength: size, maxLength: size })
    .map((a) => Float32Array.from(a, (x) => x / 2));
const renaming = (size: number) =>
  fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }).map((a) => Int32Array.from(a));

async function drawn(
  logits: Float32Array,
  sampler: Sampler,
  coupling: Coupling,
  temperature: number,
  chance: ReturnType<typeof chanceOf>,
) {
  const model = functionModel(logits.length, () => logits);
  const draw = tokenDrawer({ sampler, temperature, coupling }, logits.length);
  const [token] = await draw(await model.open([tokens(0)]), [{ state: sampler.start, chance }]);
  if (token === undefined) throw new Error("A token was expected.");
  return token;
}

describe.each(samplers)("%s", (_, sampler) => {
  it.each(couplings)("commutes with renaming tokens, ties and all, coupled by %s", async (coupling) => {
    const size = 40;
    await fc.assert(
      fc.asyncProperty(
        tied(size),
        renaming(size),
        fc.nat(),
        fc.constantFrom(0.5, 1, 2),
        async (logits, names, seed, temperature) => {
          // Token v is called names[v] in the frame, where its logit stands at that place.
          const inFrame = new Float32Array(size);
          for (const [v, name] of names.entries()) inFrame[name] = logits[v] as number;
          const there = await drawn(inFrame, sampler, coupling, temperature, chanceOf(seed));
          const here = await drawn(logits, sampler, coupling, temperature, chanceOf(seed, names));
          expect(names[here.token]).toBe(there.token);
          expect(here.logProb).toBeCloseTo(there.logProb ?? NaN, 5);
          expect(here.state).toBeCloseTo(there.state ?? NaN, 5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("draws in proportion to probability among the tokens it keeps, by noise and by rank", async () => {
    const logits = Float32Array.from([2, 2, 1.5, 1, 1, 0.5, 0, -1, -2, -2]);
    const row = rankedRow({ width: 10, logits, logSumExp: Float32Array.of(logSumExp(logits)) }, 0, 1, 10);
    const kept = keptEntries(row, sampler, sampler.start) ?? NaN;
    const weights = [...row.logits.subarray(0, kept)].map(Math.exp);
    const expected = (entry: number) => (weights[entry] ?? 0) / weights.reduce((a, b) => a + b, 0);
    for (const coupling of couplings) {
      const shares = await sharesOf(logits, sampler, coupling);
      for (const [entry, id] of row.ids.entries()) {
        const p = sampler.draws === "likeliest" ? Number(entry === 0) : expected(entry);
        // Five standard errors: about one false alarm in a million draws of the seeds, which are fixed.
        expect(Math.abs((shares[id] as number) - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / 2000));
      }
    }
  });
});

/** How often each token is drawn, of 2000 draws. */
async function sharesOf(logits: Float32Array, sampler: Sampler, coupling: Coupling): Promise<Float64Array> {
  const shares = new Float64Array(logits.length);
  for (let n = 0; n < 2000; n++) {
    const { token } = await drawn(logits, sampler, coupling, 1, chanceOf(n));
    shares[token] = (shares[token] ?? 0) + 1;
  }
  return shares.map((count) => count / 2000);
}

const logSumExp = (logits: Float32Array) => Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));

describe("however much of a row is read first", () => {
  const size = 1000;
  /** A row whose first 25 tokens alone are within 10 nats of the likeliest; and one of Zipf's law, of which samplers need more. */
  const model = functionModel(size, ([kind = 0, seed = 0]) =>
    Float32Array.from({ length: size }, (_, v) => {
      const chance = uniform(key(seed, v));
      return kind === 1 ? -Math.log(1 + v) : (v < 25 ? -0.1 * v : -13 - 0.001 * v) - 0.05 * chance;
    }),
  );
  const wide: readonly (readonly [string, Sampler])[] = [
    full,
    greedy,
    topK(40),
    topP(0.9),
    topP(1),
    mirostat1({ target: 3, rate: 1 }),
    mirostat1({ target: 9, rate: 1 }),
    mirostat2({ target: 3, rate: 1 }),
  ].map((sampler) => [sampler.name, sampler]);

  it.each(wide.flatMap(([name, sampler]) => couplings.map((coupling) => [name, coupling, sampler] as const)))(
    "%s coupled by %s draws alone what it draws in company, and after other draws",
    async (_, coupling, sampler) => {
      for (const temperature of [1, 0.7]) {
        const sampling = { sampler, temperature, coupling };
        const used = tokenDrawer(sampling, size);
        for (let seed = 0; seed < 12; seed++) {
          const row = { state: sampler.start, chance: chanceOf(seed) };
          const level = { state: 3 * sampler.start, chance: chanceOf(seed + 1000) };
          const [own, other] = [tokens(0, seed), tokens(1, seed)];
          const [alone] = await tokenDrawer(sampling, size)(await model.open([own]), [row]);
          const [, inCompany] = await tokenDrawer(sampling, size)(await model.open([other, own]), [level, row]);
          await used(await model.open([other]), [level]);
          const [later] = await used(await model.open([own]), [row]);
          expect(alone?.token).toBeLessThan(size);
          expect([inCompany, later]).toEqual([alone, alone]);
        }
      }
    },
  );
});

it("keeps every token that ties with the last one kept", () => {
  const logits = Float32Array.from([1, 3, 2, 2, 2, 0]);
  const row = rankedRow({ width: 6, logits, logSumExp: Float32Array.of(logSumExp(logits)) }, 0, 1, 6);
  expect([...row.ids]).toEqual([1, 2, 3, 4, 0, 5]);
  expect(keptEntries(row, topK(2), 0)).toBe(4);
  expect(keptEntries(row, topK(1), 0)).toBe(1);
  expect(keptEntries(row, topP(0.6), 0)).toBe(4);
  const short = { ...row, ids: row.ids.subarray(0, 3), logits: row.logits.subarray(0, 3) };
  expect(keptEntries(short, topK(2), 0)).toBeUndefined();
});

it("orders a whole vocabulary by falling logit, ties by rising id, zeros of both signs as equal", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(0, -0, -Infinity, 1, -1), fc.float({ noNaN: true })), {
        minLength: 1,
        maxLength: 50,
      }),
      (values) => {
        const logits = Float32Array.from(values);
        const { ids } = rankedRow({ width: logits.length, logits, logSumExp: Float32Array.of(0) }, 0, 1, logits.length);
        const sorted = [...logits.keys()].sort((a, b) => compare(logits[b] ?? 0, logits[a] ?? 0) || a - b);
        expect([...ids]).toEqual(sorted);
      },
    ),
  );
});

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

it("the quick draw from a whole vocabulary is the plain Gumbel-max, score by score", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom(0.3, 1, 3),
      fc.constantFrom(0.1, 3, 20),
      fc.boolean(),
      (seed, temperature, spread, isRenamed) => {
        const size = 300;
        const logits = Float32Array.from({ length: size }, (_, v) =>
          v % 50 === 7 ? -Infinity : spread * uniform(key(seed, v)),
        );
        const names = isRenamed ? Int32Array.from({ length: size }, (_, v) => (v * 7) % size) : undefined;
        const chance = chanceOf(seed, names);
        const scores = Array.from(
          logits,
          (logit, v) => logit / temperature + gumbel(tokenNoise(chance.key, names?.[v] ?? v)),
        );
        expect(drawWhole(logits, temperature, chance)).toBe(scores.indexOf(Math.max(...scores)));
      },
    ),
  );
});

it.each([() => topK(0), () => topK(1.5), () => topP(0), () => topP(1.1), () => topP(NaN)])(
  "refuses what is out of range",
  (make) => {
    expect(make).toThrow(RangeError);
  },
);
