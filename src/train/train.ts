import { adamStep, clippingFactor, type AdamOptions } from "./adam.ts";
import type { TrainingState } from "./checkpoint.ts";
import type { LoadedGraph, RunTensor, RunTensors } from "./graph-runner.ts";
import type { Schedule } from "./schedule.ts";
import type { Parameter } from "./tape.ts";
import { gradientName } from "./training-graph.ts";

/** The data of one step, and the loaded graph that it fits (graphs have fixed shapes: one for each length of text, say). */
export interface Batch {
  readonly graph: LoadedGraph;
  readonly feeds: RunTensors;
}

/** How to train. */
export interface TrainingPlan {
  /** The parameters of the graphs, equal for all of them. */
  readonly parameters: readonly Parameter[];
  /** The batch of a step, counted from 1: a function of the step alone, so that a resumed run repeats an uninterrupted one bit for bit. */
  readonly batch: (step: number) => Batch;
  readonly steps: number;
  readonly schedule: Schedule;
  /** The largest global gradient norm; larger ones are scaled down to it. Default: no limit. */
  readonly clip?: number;
  /** AdamW's settings for a parameter; default: AdamW's own with no decay. */
  readonly adam?: (parameter: Parameter) => AdamOptions;
}

/** What one step did. */
export interface TrainingProgress {
  /** The state after the step; its arrays are changed by the next one. */
  readonly state: TrainingState;
  readonly loss: number;
  /** The norm of all gradients together, before clipping. */
  readonly gradientNorm: number;
  readonly rate: number;
}

/** Trains from `from` on, one step at each turn of the iterator. Throws Error where loss or gradients are not finite, leaving the state as it was. */
export async function* train(
  plan: TrainingPlan,
  from: TrainingState,
): AsyncGenerator<TrainingProgress, void, undefined> {
  const feeds = parameterFeeds(plan.parameters, from);
  const into: Record<string, RunTensor> = {};
  for (const { name, shape } of plan.parameters) {
    const size = from.tensors[name]?.value.length ?? 0;
    into[gradientName(name)] = { type: "float32", dims: shape, data: new Float32Array(size) };
  }
  for (let step = from.step + 1; step <= plan.steps; step++) {
    const batch = plan.batch(step);
    const outputs = await batch.graph.run({ ...feeds, ...batch.feeds }, into);
    const loss = Number(outputs["loss"]?.data[0]);
    const squaredNorm = Number(outputs["squared_norm"]?.data[0]);
    if (!Number.isFinite(loss + squaredNorm))
      throw new Error(`step ${step}: loss ${loss}, squared gradient norm ${squaredNorm}`);
    const rate = plan.schedule(step);
    update(plan, from, into, { step, rate, factor: clippingFactor(squaredNorm, plan.clip ?? Infinity) });
    yield { state: { ...from, step }, loss, gradientNorm: Math.sqrt(squaredNorm), rate };
  }
}

function parameterFeeds(parameters: readonly Parameter[], { tensors }: TrainingState): RunTensors {
  const feeds: Record<string, RunTensor> = {};
  for (const { name, shape } of parameters) {
    const moments = tensors[name];
    if (moments === undefined) throw new Error(`no starting value for parameter ${name}`);
    feeds[name] = { type: "float32", dims: shape, data: moments.value };
  }
  return feeds;
}

function update(
  { parameters, adam }: TrainingPlan,
  { tensors }: TrainingState,
  gradients: RunTensors,
  at: { readonly step: number; readonly rate: number; readonly factor: number },
): void {
  for (const parameter of parameters) {
    const moments = tensors[parameter.name];
    const gradient = gradients[gradientName(parameter.name)]?.data;
    if (moments === undefined || !(gradient instanceof Float32Array))
      throw new Error(`no gradient for ${parameter.name}`);
    adamStep(moments, gradient, at, adam?.(parameter));
  }
}
