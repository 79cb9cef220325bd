import { UserError } from "../text/user-error.ts";
import { adamW } from "./adam.ts";
import type { TrainingState } from "./checkpoint.ts";
import type { LoadedGraph, RunTensor, RunTensors } from "./graph-runner.ts";
import { clippingFactor, type Optimizer, type UpdateAt } from "./optimizer.ts";
import type { Schedule } from "./schedule.ts";
import type { Parameter } from "./tape.ts";
import { gradientName, squaredNormName } from "./training-graph.ts";

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
  readonly batch: (step: number) => Batch | Promise<Batch>;
  readonly steps: number;
  readonly schedule: Schedule;
  /** The largest gradient norm of each group of parameters; larger ones are scaled down to it. Default: no limit. */
  readonly clip?: number;
  /** What updates a parameter, asked for once; default: AdamW with no decay. */
  readonly optimizer?: (parameter: Parameter) => Optimizer;
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

/** Trains from `from` on, one step at each turn of the iterator. Throws UserError where loss or gradients are not finite, leaving the state as it was. */
export async function* train(
  plan: TrainingPlan,
  from: TrainingState,
): AsyncGenerator<TrainingProgress, void, undefined> {
  const feeds = parameterFeeds(plan.parameters, from);
  const updates = plan.parameters.map((parameter) => updateOf(plan, parameter, from));
  const into = Object.fromEntries(updates.map(({ name, gradient }) => [name, gradient]));
  const groups = [...new Set(plan.parameters.map(({ group }) => group))];
  for (let step = from.step + 1; step <= plan.steps; step++) {
    const batch = await plan.batch(step);
    const outputs = await batch.graph.run({ ...feeds, ...batch.feeds }, into);
    const loss = Number(outputs["loss"]?.data[0]);
    const squares = new Map(groups.map((group) => [group, Number(outputs[squaredNormName(group)]?.data[0])]));
    const squaredNorm = [...squares.values()].reduce((sum, square) => sum + square, 0);
    if (!Number.isFinite(loss + squaredNorm))
      throw new UserError(
        `step ${step}: loss ${loss} and squared gradient norm ${squaredNorm} where finite numbers were expected. The training came apart: lower its learning rate (--rate), and check that its data are numbers.`,
      );
    const rate = plan.schedule(step);
    for (const { group, update } of updates)
      update({ step, rate, factor: clippingFactor(squares.get(group) ?? 0, plan.clip ?? Infinity) });
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

interface Update {
  /** The graph's output that holds the gradient, and the buffer that it is written to. */
  readonly name: string;
  readonly gradient: RunTensor;
  readonly group: string;
  readonly update: (at: UpdateAt) => void;
}

function updateOf({ optimizer }: TrainingPlan, parameter: Parameter, { tensors }: TrainingState): Update {
  const moments = tensors[parameter.name];
  if (moments === undefined) throw new Error(`no starting value for parameter ${parameter.name}`);
  const data = moments.gradient ?? new Float32Array(moments.value.length);
  const apply = optimizer?.(parameter) ?? adamW();
  return {
    name: gradientName(parameter.name),
    gradient: { type: "float32", dims: parameter.shape, data },
    group: parameter.group,
    update: (at) => apply(moments, data, at),
  };
}
