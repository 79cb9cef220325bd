import { tape } from "../../train/tape.ts";
import type { GraphRunner, RunTensor } from "../../train/graph-runner.ts";
import { type DecodingSizes, type GreedyDecoder, greedyDecoder } from "./decode.ts";
import type { NetworkGraph } from "./decoding-graphs.ts";
import { type GroupShape, groupPlans, spreadShape } from "./group-shape.ts";
import { tensorPlans } from "./shape.ts";
import { tiedTensors } from "./tied-tensors.ts";
import { declareTensors, type TensorValues } from "./weights.ts";

/** Spreads shared tensors over the plain network: inputs as in `groupPlans`, outputs as in `tensorPlans`. */
export function spreadingGraph(shape: GroupShape): NetworkGraph {
  const on = tape();
  const tied = tiedTensors(on, shape, declareTensors(on, groupPlans(shape)));
  for (const { name, shape: size } of tensorPlans(spreadShape(shape)))
    on.graph.output(on.graph.node("Identity", [tied(name).name], {}, { output: `plain.${name}` }), "float32", size);
  return { bytes: on.graph.bytes(), parameters: on.parameters };
}

/**
 * Greedy decoding by a permutation-equivariant network: `decode` takes its shared tensors, and spreads them once a call. Outputs move with their sources, but
 * for a source that a part of the group fixes: actions that this part exchanges then tie, and the first of them is fed on.
 */
export async function groupDecoder(
  runner: GraphRunner,
  shape: GroupShape,
  sizes: DecodingSizes,
  threads = 1,
): Promise<GreedyDecoder> {
  const spreading = await runner.load(spreadingGraph(shape).bytes, { threads });
  const plain = await greedyDecoder(runner, spreadShape(shape), sizes, threads);
  const plans = groupPlans(shape);
  return {
    async decode(values, sources) {
      const shared = plans.map(({ name, shape: dims }): [string, RunTensor] => {
        const data = values[name];
        if (data === undefined) throw new RangeError(`the network lacks tensor ${name}`);
        return [name, { type: "float32", dims, data }];
      });
      const spread = await spreading.run(Object.fromEntries(shared));
      const tensors = Object.entries(spread).map(([name, { data }]) => [name.slice("plain.".length), data]);
      return plain.decode(Object.fromEntries(tensors) as TensorValues, sources);
    },
    async close() {
      await spreading.close();
      await plain.close();
    },
  };
}
