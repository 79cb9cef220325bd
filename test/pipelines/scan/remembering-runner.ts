import { createHash } from "node:crypto";
import type { GraphRunner, LoadedGraph } from "../../../src/train/graph-runner.ts";

/** A runner that loads equal graphs once, and closes them all when asked: loading is what takes the time of a short training. */
export function rememberingRunner(runner: GraphRunner): GraphRunner & { closeAll(): Promise<void> } {
  const graphs = new Map<string, Promise<LoadedGraph>>();
  return {
    async load(model, options) {
      const name = createHash("sha256")
        .update(model)
        .update(JSON.stringify(options ?? {}))
        .digest("hex");
      const graph = graphs.get(name) ?? runner.load(model, options);
      graphs.set(name, graph);
      return { ...(await graph), close: async () => {} };
    },
    async closeAll() {
      for (const graph of graphs.values()) await (await graph).close();
    },
  };
}
