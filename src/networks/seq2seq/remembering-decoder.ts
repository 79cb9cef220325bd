import type { GreedyDecoder } from "./decode.ts";
import type { TensorValues } from "./weights.ts";

/** The decoder at fixed values, each source decoded once: an orbit's views are shared by all that is made of them. Keeps 4·limit·actions bytes a source. */
export function rememberingDecoder(decoder: GreedyDecoder, values: TensorValues): GreedyDecoder {
  const known = new Map<string, Float32Array>();
  return {
    async decode(_, sources) {
      const names = sources.map((source) => source.join());
      const fresh = [...new Map(names.map((name, i) => [name, sources[i] ?? []])).entries()].filter(
        ([name]) => !known.has(name),
      );
      const decoded = await decoder.decode(
        values,
        fresh.map(([, source]) => source),
      );
      for (const [i, [name]] of fresh.entries()) known.set(name, decoded[i] as Float32Array);
      return names.map((name) => known.get(name) as Float32Array);
    },
    close: () => decoder.close(),
  };
}
