import { graph, type GraphBuilder } from "./graph.ts";
import { modelMessage } from "./schema.ts";

interface Node {
  readonly input?: string[];
  readonly output?: string[];
}
interface Message {
  graph: {
    node: Node[];
    initializer: { readonly name?: string }[];
    input: { name?: string }[];
    output: unknown[];
  };
  opsetImport: { readonly domain?: string; readonly version?: unknown }[];
}

/** Where a graph is cut, and what its one input is to be called. */
export interface Cut {
  /** The value after which nothing is kept. */
  readonly after: string;
  readonly input: string;
}

/**
 * An ONNX file with what leads to the value `after` of the given one, its input renamed, and then what `add` adds to it, outputs included. Operator sets are the file's. Throws
 * Error where the file has no such value, or more than one input. Costs one copy of the constants.
 */
export function continueGraph(file: Uint8Array, { after, input }: Cut, add: (g: GraphBuilder) => void): Uint8Array {
  const model = modelMessage.decode(file) as unknown as Message;
  const nodes = nodesLeadingTo(after, model.graph.node);
  const used = new Set(nodes.flatMap((node) => node.input ?? []));
  const constants = new Set(model.graph.initializer.map(({ name }) => name));
  const inputs = model.graph.input.filter(({ name = "" }) => !constants.has(name) && used.has(name));
  const [first] = inputs;
  if (first?.name === undefined || inputs.length > 1)
    throw new Error(`${after}: expected a value that depends on one input but found ${inputs.length} inputs`);
  const old = first.name;
  const renamed = nodes.map((node) => ({
    ...node,
    input: (node.input ?? []).map((name) => (name === old ? input : name)),
  }));
  const g = graph("continued", "continued_");
  add(g);
  const added = (modelMessage.decode(g.bytes()) as unknown as Message).graph;
  const kept = model.graph.initializer.filter(({ name = "" }) => used.has(name));
  return modelMessage
    .encode({
      ...model,
      graph: {
        name: "continued",
        node: [...renamed, ...added.node],
        initializer: [...kept, ...added.initializer],
        input: [{ ...first, name: input }],
        output: added.output,
      },
    })
    .finish();
}

/** The nodes that a value depends on, in their order. */
function nodesLeadingTo(value: string, nodes: readonly Node[]): readonly Node[] {
  const wanted = new Set([value]);
  const kept = nodes.toReversed().filter((node) => {
    if (!(node.output ?? []).some((name) => wanted.has(name))) return false;
    for (const name of node.input ?? []) wanted.add(name);
    return true;
  });
  if (kept.length === 0) throw new Error(`expected a value ${value} but the graph has none`);
  return kept.toReversed();
}
