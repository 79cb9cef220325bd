import { key } from "../src/math/random.ts";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { initialValues } from "../src/networks/seq2seq/initial-values.ts";
import { spreadShape } from "../src/networks/seq2seq/group-shape.ts";
import { groupStep } from "../src/networks/seq2seq/group-step.ts";
import type { StepSizes } from "../src/networks/seq2seq/logits.ts";
import { stepSessions } from "../src/networks/seq2seq/step-sessions.ts";
import { symmetrizedStep } from "../src/networks/seq2seq/symmetrized-step.ts";
import { seq2seqStep } from "../src/networks/seq2seq/training-step.ts";
import { actionImages, viewsOf } from "../src/pipelines/scan/fine-tune-run.ts";
import { longestSource, scanGroupShape, scanShape, tokenPair, trainedTensors } from "../src/pipelines/scan/network.ts";
import { allExamples } from "../src/scan/grammar.ts";
import { scanSymmetry } from "../src/scan/symmetry.ts";
import { adamFloat32, inOneMemory } from "../src/train/adam-float32.ts";
import { startingState } from "../src/train/checkpoint.ts";
import { train } from "../src/train/train.ts";

// Milliseconds of a training step of SCAN's LSTM on one thread: npx tsx bench/scan.ts [EXAMPLES OF A STEP] [STEPS] [plain, group or finetune].
// Commands of 11 actions, about SCAN's mean; forward, backward, clipping and Adam. group: the G-LSTM of the pair; finetune: by equizero, two views.
const [rows = 1, steps = 300] = process.argv.slice(2, 4).map(Number);
const [kind = "plain"] = process.argv.slice(4);
const settings = { cell: "lstm", split: "add_jump", ...(kind === "group" && { group: "pair" as const }) } as const;
const group = scanGroupShape(settings);
const shape = group === undefined ? scanShape("lstm") : spreadShape(group);
const plans = trainedTensors(settings);
const symmetry = scanSymmetry("add_jump");
const graphOf = (sizes: StepSizes): Uint8Array => {
  if (group !== undefined) return groupStep(group, sizes).bytes;
  if (kind === "plain") return seq2seqStep(shape, sizes).bytes;
  return symmetrizedStep(shape, sizes, actionImages(symmetry), { method: "equizero", straightThrough: "equitune" })
    .bytes;
};
const sessions = stepSessions(
  onnxRunner,
  graphOf,
  allExamples()
    .filter(({ actions }) => actions.length === 11)
    .map(tokenPair),
  {
    chance: key(0),
    rows,
    forcing: 0.5,
    dropout: 0.1,
    source: longestSource,
    width: 2 * shape.units,
    backward: shape.backward,
    ...(kind === "finetune" && { views: (example) => viewsOf(example, symmetry) }),
  },
);
const plan = {
  parameters: plans,
  batch: (step: number) => sessions.batch(step),
  steps,
  schedule: () => 1e-4,
  clip: 5,
  optimizer: () => adamFloat32(),
};
const times: number[] = [];
let before = performance.now();
for await (const { state } of train(plan, inOneMemory(startingState(initialValues(plans, key(1)))))) {
  const now = performance.now();
  if (state.step > steps / 3) times.push(now - before);
  before = now;
}
await sessions.close();
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? Number.NaN).toFixed(2);
console.log(
  `${kind}, ${rows} a step: least ${at(0)} ms, median ${at(0.5)} ms, nine tenths below ${at(0.9)} ms (${times.length} steps)`,
);
