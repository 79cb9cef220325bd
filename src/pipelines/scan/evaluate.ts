import { key } from "../../math/random.ts";
import { shuffle } from "../../math/shuffle.ts";
import type { Example } from "../../scan/grammar.ts";
import type { SequenceLossName } from "../../scan/sequence-loss.ts";
import { holdOut, makeSplit } from "../../scan/split.ts";
import type { ScanSymmetry } from "../../scan/symmetry.ts";
import { type Accuracy, sequenceAccuracy } from "./accuracy.ts";
import { type MethodName, type PartName, scanModel } from "./methods.ts";
import { tokenPair } from "./network.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { RunSettings } from "./run-files.ts";

/** The examples of a part: all of them, or the first `limit` of a fixed shuffle. */
export function partExamples(
  { split, seed }: Pick<RunSettings, "split" | "seed">,
  part: PartName,
  limit = Infinity,
): readonly Example[] {
  const all = makeSplit(split);
  const examples = part === "test" ? all.test : holdOut(all.train, seed).validation;
  return limit >= examples.length ? examples : shuffle(examples, key(0, "scan examples")).slice(0, limit);
}

/** The exact-sequence accuracy of a method on examples. `done` is told after each piece how many were decoded. */
export async function methodAccuracy(
  { decoder, values }: OpenNetwork,
  {
    method,
    symmetry,
    loss,
  }: { readonly method: MethodName; readonly symmetry: ScanSymmetry; readonly loss: SequenceLossName },
  examples: readonly Example[],
  done: (count: number) => void = () => {},
): Promise<Accuracy> {
  const model = scanModel(decoder, values, method, symmetry, loss);
  const pairs = examples.map(tokenPair);
  const piece = 1024;
  let right = 0;
  for (let from = 0; from < pairs.length; from += piece) {
    const some = pairs.slice(from, from + piece);
    const outputs = await model(some.map(({ source }) => source));
    right += sequenceAccuracy(outputs, some).right;
    done(from + some.length);
  }
  return { right, count: pairs.length };
}
