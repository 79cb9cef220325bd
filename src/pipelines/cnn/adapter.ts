import { onnxRunner } from "../../models/graph-runner.ts";
import type { LoadedGraph } from "../../train/graph-runner.ts";
import type { SeenOrbit } from "./see-orbits.ts";

/** A trained head, a λ-network, or both, on a network's features. Close it when done. */
export interface Adapter {
  /** The orbits with the trained head's logits in place of the network's; the same where no head was trained. */
  relabel(orbits: readonly SeenOrbit[]): Promise<readonly SeenOrbit[]>;
  /** The λ-network's scores of each orbit's sides; absent where there is no λ-network. */
  readonly score?: (orbits: readonly SeenOrbit[]) => Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

/** Loads trained graphs from their bytes. */
export async function adapterOf({
  head,
  lambda,
}: {
  readonly head?: Uint8Array;
  readonly lambda?: Uint8Array;
}): Promise<Adapter> {
  const heads = head && (await onnxRunner.load(head));
  const scorer = lambda && (await onnxRunner.load(lambda));
  return {
    async relabel(orbits) {
      if (heads === undefined) return orbits;
      const rows = await run(heads, orbits, "logits");
      let row = 0;
      return orbits.map((orbit) => ({
        ...orbit,
        sights: orbit.sights.map((sight) => ({ ...sight, logits: rows[row++] as Float32Array })),
      }));
    },
    ...(scorer && {
      async score(orbits: readonly SeenOrbit[]) {
        const rows = await run(scorer, orbits, "scores");
        let row = 0;
        return orbits.map(({ sights }) => sights.map(() => rows[row++]?.[0] ?? NaN));
      },
    }),
    async close() {
      await Promise.all([heads?.close(), scorer?.close()]);
    },
  };
}

async function run(graph: LoadedGraph, orbits: readonly SeenOrbit[], output: string): Promise<readonly Float32Array[]> {
  const rows = orbits.flatMap(({ sights }) => sights.map(({ features = new Float32Array(0) }) => features));
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) data.set(row, i * width);
  const values = (await graph.run({ features: { type: "float32", dims: [rows.length, width], data } }))[output]?.data;
  if (!(values instanceof Float32Array)) throw new Error(`expected an output ${output} of float32`);
  const each = values.length / rows.length;
  return rows.map((_, i) => values.slice(i * each, (i + 1) * each));
}
