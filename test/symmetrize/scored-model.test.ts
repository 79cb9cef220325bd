import fc from "fast-check";
import { expect, it } from "vitest";
import { cyclic } from "../../src/group/cyclic.ts";
import { lambdaEquitune } from "../../src/symmetrize/lambda-equitune.ts";
import { scoredModel } from "../../src/symmetrize/scored-model.ts";
import { symmetrize } from "../../src/symmetrize/symmetrize.ts";
import { exampleAction, namedGroups } from "../group/examples.ts";
import { expectEquivariant } from "../laws.ts";
import { lopsided, peak, type Sequence, sequences, sidesOf, single } from "./examples.ts";

it.each(namedGroups)(
  "over %s, weighed by a second network: equivariant and the same as weighed by its formula, bit for bit",
  async (_, group) => {
    const points = exampleAction(group);
    const on = sidesOf(points);
    const model = lopsided(points.size);
    const scored = scoredModel(model, async (outputs) => outputs.map((raw) => 2 + peak({ raw })));
    const fair = single(symmetrize(scored.model, lambdaEquitune(scored.score), on));
    await expectEquivariant(fair, on, sequences(points), 0);
    const byFormula = lambdaEquitune<Sequence>(({ raw }) => 2 + peak({ raw }));
    const wanted = single(symmetrize(model, byFormula, on));
    await fc.assert(
      fc.asyncProperty(sequences(points), async (x) => {
        expect(await fair(x)).toEqual(await wanted(x));
      }),
    );
  },
);

it("refuses a scorer that returns another number of scores, and the score of another model's output", async () => {
  const points = exampleAction(cyclic(2));
  const short = scoredModel(lopsided(points.size), async (outputs) => outputs.slice(1).map(() => 1));
  await expect(short.model([[0], [1]])).rejects.toThrow("for each of 2 outputs but received 1");
  expect(() => short.score({ input: [0], raw: new Float32Array(2) })).toThrow("received another one");
});
