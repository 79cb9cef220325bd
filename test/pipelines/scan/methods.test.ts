import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Action } from "../../../src/group/action.ts";
import { key } from "../../../src/math/random.ts";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import { greedyDecoder, type GreedyDecoder } from "../../../src/networks/seq2seq/decode.ts";
import { rememberingDecoder } from "../../../src/networks/seq2seq/remembering-decoder.ts";
import { initialValues } from "../../../src/networks/seq2seq/initial-values.ts";
import { tensorPlans } from "../../../src/networks/seq2seq/shape.ts";
import { methodNames, scanModel } from "../../../src/pipelines/scan/methods.ts";
import { longestSource, outputRows, scanShape } from "../../../src/pipelines/scan/network.ts";
import { allExamples } from "../../../src/scan/grammar.ts";
import { sequenceLossNames } from "../../../src/scan/sequence-loss.ts";
import { type ScanSymmetry, scanSymmetry } from "../../../src/scan/symmetry.ts";
import { actionWords, commandWords, encodeWords } from "../../../src/scan/vocabulary.ts";
import { expectAction, expectEquivariant } from "../../laws.ts";

const commands = fc.constantFrom(...allExamples().map(({ command }) => encodeWords(commandWords, command)));
const groups = [
  ["run and jump", scanSymmetry("add_jump")],
  ["left and right", scanSymmetry("around_right")],
  ["four verbs", scanSymmetry("add_jump", "verbs")],
] as const;

// Laws hold for any network, so an untrained one will do; a small one keeps the decoding short.
const shape = { ...scanShape("gru"), units: 8 };
const values = initialValues(tensorPlans(shape), key(3));
let decoder: GreedyDecoder;
beforeAll(async () => {
  decoder = await greedyDecoder(onnxRunner, shape, { source: longestSource, limit: outputRows, rows: 4 });
});
afterAll(() => decoder.close());

const single = (model: ReturnType<typeof scanModel>) => async (x: readonly number[]) =>
  (await model([x]))[0] as Float32Array;
const sides = ({ commands: input, outputs: output }: ScanSymmetry) => ({ input, output });

describe.for(groups)("%s", ([, symmetry]) => {
  test("acts on commands and on outputs", () => {
    expectAction(symmetry.commands, commands);
    const outputs = fc.array(fc.integer({ min: -9, max: 0 }), { minLength: 16, maxLength: 16 });
    expectAction(
      symmetry.outputs,
      outputs.map((row) => Float32Array.from(row)),
    );
  });

  test("sends every command of the grammar to one whose actions are the image", () => {
    const meaning = new Map(
      allExamples().map((x) => [encodeWords(commandWords, x.command).join(), encodeWords(actionWords, x.actions)]),
    );
    const { elements } = symmetry.words.group;
    fc.assert(
      fc.property(fc.constantFrom(...elements), commands, (g, command) => {
        const image = symmetry.commands.apply(g, command);
        expect(meaning.get(image.join())).toEqual(
          meaning.get(command.join())?.map((action) => symmetry.actions.apply(g, action)),
        );
      }),
    );
  });

  test(
    "equitune decodes equivariantly, bit for bit",
    () => expectEquivariant(single(scanModel(decoder, values, "equitune", symmetry)), sides(symmetry), commands, 0),
    30_000,
  );

  test.for(sequenceLossNames)("equizero by %s decodes equivariantly, bit for bit", { timeout: 30_000 }, (loss) => {
    const remembering = rememberingDecoder(decoder, values); // which losses choose from what it decoded, as tables do
    const model = scanModel(remembering, values, "equizero", symmetry, loss);
    return expectEquivariant(single(model), sides(symmetry), commands, 0);
  });
});

test("the network alone is not equivariant", async () => {
  const symmetry = scanSymmetry("add_jump");
  const base = single(scanModel(decoder, values, methodNames[0], symmetry));
  await expect(expectEquivariant(base, sides(symmetry), commands)).rejects.toThrow("Property failed");
});

/** The symmetry with outputs turned the other way. */
const wrongly = (symmetry: ScanSymmetry): ScanSymmetry => {
  const { group } = symmetry.outputs;
  const outputs: Action<Float32Array> = {
    group,
    apply: (g, x) => symmetry.outputs.apply(group.inverse(g), x),
  };
  return { ...symmetry, outputs };
};

const checkWrong = (symmetry: ScanSymmetry) =>
  expectEquivariant(single(scanModel(decoder, values, "equitune", wrongly(symmetry))), sides(symmetry), commands, 0);

test("turning outputs by g in place of g⁻¹ passes on a pair and fails on the four verbs", async () => {
  await checkWrong(scanSymmetry("add_jump"));
  await expect(checkWrong(scanSymmetry("add_jump", "verbs"))).rejects.toThrow("Property failed");
}, 30_000);
