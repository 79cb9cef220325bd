import type { CausalLM, Decoding, NextTokens, Reading, ViewFold } from "../../src/decode/causal-lm.ts";
import { key, uniform } from "../../src/math/random.ts";
import type { TokenId } from "../../src/text/token.ts";

/** A language model that is a function from a row's tokens to its next-token logits, shape (V). Counts its calls as the engine does. */
export function functionModel(
  vocabularySize: number,
  logits: (row: readonly TokenId[]) => Float32Array,
  contextLength = 64,
): CausalLM {
  const done = { passes: 0, tokens: 0 };
  const count = (counts: readonly number[]) => {
    const read = counts.filter((n) => n > 0);
    done.passes += new Set(read).size;
    done.tokens += read.reduce((a, b) => a + b, 0);
  };
  const decoding = (start: readonly (readonly TokenId[])[]): Decoding => {
    let rows = start.map((tokens) => ({ tokens, isRead: true }));
    return {
      get lengths() {
        return rows.map(({ tokens }) => tokens.length);
      },
      async read(reading) {
        if (rows.some(({ isRead }) => !isRead)) throw new RangeError("A rewound row was read before an append.");
        const raw = rows.map(({ tokens }) => logits(tokens));
        return readingOf(reading.fold === undefined ? raw : folded(raw, reading.fold), reading);
      },
      async append(tokens) {
        if (tokens.length !== rows.length) throw new RangeError("One list of tokens a row was expected.");
        count(tokens.map((row) => row.length));
        rows = rows.map((row, r) => {
          const added = tokens[r] ?? [];
          return added.length === 0 ? row : { tokens: row.tokens.concat(added), isRead: true };
        });
        if (rows.some((row) => row.tokens.length > contextLength)) throw new RangeError("A row is too long.");
      },
      async fork(picked) {
        return decoding(picked.map((r) => rows[r]?.tokens ?? []));
      },
      async keep(picked) {
        rows = picked.flatMap((r) => rows[r] ?? []);
      },
      async rewind(lengths) {
        rows = rows.map(({ tokens, isRead }, r) => {
          const length = lengths[r] ?? NaN;
          if (!(length >= 1 && length <= tokens.length))
            throw new RangeError(`Cannot rewind ${tokens.length} to ${length}.`);
          return { tokens: tokens.slice(0, length), isRead: isRead && length === tokens.length };
        });
      },
      close: async () => {},
    };
  };
  return {
    name: "a function",
    vocabularySize,
    contextLength,
    calls: async () => ({ ...done }),
    async open(prompts) {
      const distinct = new Map(prompts.map((prompt) => [prompt.join(), prompt]));
      count([...distinct.values()].map((prompt) => prompt.length));
      return decoding(prompts);
    },
    close: async () => {},
  };
}

/** A model with no symmetry: logits of a row are hashes of it, spread over `spread` nats; grid > 0 rounds them, to make ties. */
export function hashModel(vocabularySize: number, { spread = 6, grid = 0, contextLength = 64 } = {}): CausalLM {
  return functionModel(
    vocabularySize,
    (row) =>
      Float32Array.from({ length: vocabularySize }, (_, v) => {
        const logit = spread * uniform(key(11, row, v));
        return grid > 0 ? Math.round(logit / grid) * grid : logit;
      }),
    contextLength,
  );
}

function readingOf(rows: readonly Float32Array[], { top, of }: Reading): NextTokens {
  const logSumExp = Float32Array.from(rows, logSumExpOf);
  const size = rows[0]?.length ?? 0;
  if (of !== undefined) {
    const logits = Float32Array.from(of, (token, r) => rows[r]?.[token] ?? NaN);
    return { width: 1, ids: Int32Array.from(of), logits, logSumExp };
  }
  if (top === undefined) return { width: size, logits: flat(rows), logSumExp };
  const width = Math.min(top, size);
  const ids = rows.map((row) =>
    Int32Array.from(row.keys())
      .sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b)
      .subarray(0, width),
  );
  const logits = rows.map((row, r) => Float32Array.from(ids[r] ?? [], (v) => row[v] ?? NaN));
  return { width, ids: Int32Array.from(ids.flatMap((row) => Array.from(row))), logits: flat(logits), logSumExp };
}

function folded(raw: readonly Float32Array[], { alignments, average, own }: ViewFold): Float32Array[] {
  const views = alignments.length;
  if (raw.length % views !== 0) throw new RangeError("The rows are no whole number of folds.");
  return Array.from({ length: raw.length / views }, (_, group) => {
    const rows = raw
      .slice(group * views, (group + 1) * views)
      .map((row) => (average === "logit" ? row : logSoftmax(row)));
    return (rows[0] ?? new Float32Array()).map((first, v) => {
      if (own !== undefined && own[v] === 1) return first;
      const aligned = rows.map((row, g) => row[alignments[g]?.[v] ?? NaN] ?? NaN);
      return average === "logit" ? mean(aligned) : Math.log(mean(aligned.map(Math.exp)));
    });
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const flat = (rows: readonly Float32Array[]) => Float32Array.from(rows.flatMap((row) => Array.from(row)));

function logSumExpOf(row: Float32Array): number {
  const max = row.reduce((a, b) => Math.max(a, b), -Infinity);
  return max + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
}

function logSoftmax(row: Float32Array): Float32Array {
  const total = logSumExpOf(row);
  return row.map((logit) => logit - total);
}
