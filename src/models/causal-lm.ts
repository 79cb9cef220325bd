import { availableParallelism } from "node:os";
import type { CausalLM, Decoding, ModelCalls, NextTokens } from "../decode/causal-lm.ts";
import { modelFolder } from "../store/model-folder.ts";
import type { TokenId } from "../text/token.ts";
import type { LoadedModel } from "./engine-protocol.ts";
import { engineThread, type EngineThread } from "./engine-thread.ts";
import { modelFiles } from "./model-files.ts";
import { movedTokens } from "./moved-tokens.ts";

/** How a model is run. */
export interface CausalLMOptions {
  /** Threads of the runtime; defaults to the number of cores, 8 at most. Numbers do not depend on it. */
  readonly threads?: number;
  /** Accepts graphs whose rows depend on their neighbours; defaults to false. */
  readonly allowBatchDependent?: boolean;
  /** What messages call the model; defaults to the folder. */
  readonly name?: string;
}

/**
 * Opens the causal language model in a folder of the Hugging Face layout, in a thread of its own. Throws UserError where the folder
 * holds none, its files are damaged, or its graph is refused.
 */
export async function openCausalLM(folder: string, options: CausalLMOptions = {}): Promise<CausalLM> {
  const { threads = Math.min(8, availableParallelism()), allowBatchDependent = false, name = folder } = options;
  const files = modelFiles(modelFolder(folder), allowBatchDependent);
  const thread = engineThread();
  try {
    const loaded = (await thread.ask({ kind: "load", files, threads })) as LoadedModel;
    return causalLM(thread, name, loaded);
  } catch (error) {
    await thread.close();
    throw error;
  }
}

function causalLM(thread: EngineThread, name: string, loaded: LoadedModel): CausalLM {
  return {
    name,
    ...loaded,
    calls: async () => (await thread.ask({ kind: "calls" })) as ModelCalls,
    async open(prompts) {
      prompts.forEach((prompt, row) => checkRow(prompt, prompt.length, row, loaded));
      const empty = prompts.findIndex((prompt) => prompt.length === 0);
      if (empty >= 0) throw new RangeError(`prompt ${empty}: expected at least one token but found none.`);
      const id = (await ask(thread, prompts, (tokens, counts) => ({ kind: "open", tokens, counts }))) as number;
      return decoding(
        thread,
        id,
        prompts.map(({ length }) => length),
        loaded,
      );
    },
    close: () => thread.close(),
  };
}

function checkRow(
  tokens: readonly TokenId[],
  length: number,
  row: number,
  { vocabularySize, contextLength }: LoadedModel,
): void {
  if (length > contextLength)
    throw new RangeError(
      `row ${row}: expected at most ${contextLength} tokens, which is what the model can hold, but found ${length}.`,
    );
  const strange = tokens.find((token) => !(Number.isInteger(token) && token >= 0 && token < vocabularySize));
  if (strange !== undefined)
    throw new RangeError(`row ${row}: expected tokens from 0 to ${vocabularySize - 1} but found ${strange}.`);
}

function ask(
  thread: EngineThread,
  rows: readonly (readonly TokenId[])[],
  request: (tokens: Int32Array, counts: Int32Array) => Parameters<EngineThread["ask"]>[0],
): Promise<unknown> {
  const tokens = Int32Array.from(rows.flat());
  const counts = Int32Array.from(rows, (row) => row.length);
  return thread.ask(request(tokens, counts), [tokens.buffer, counts.buffer]);
}

function decoding(thread: EngineThread, id: number, start: readonly number[], loaded: LoadedModel): Decoding {
  let lengths = start;
  const pick = (rows: readonly number[]): number[] =>
    rows.map((row) => {
      const length = lengths[row];
      if (length === undefined) throw new RangeError(`row: expected 0 to ${lengths.length - 1} but found ${row}.`);
      return length;
    });
  return {
    get lengths() {
      return lengths;
    },
    async read({ top, of, fold }) {
      if (top !== undefined && !(Number.isInteger(top) && top >= 1))
        throw new RangeError(`top: expected a whole number of at least 1 but found ${top}.`);
      const moved = fold === undefined ? undefined : movedTokens(fold, loaded.vocabularySize);
      if (of !== undefined && of.length !== lengths.length / (fold?.alignments.length ?? 1))
        throw new RangeError(`of: expected a token for each distribution but found ${of.length}.`);
      return (await thread.ask({ kind: "read", decoding: id, top, of, fold: moved })) as NextTokens;
    },
    async append(tokens) {
      if (tokens.length !== lengths.length)
        throw new RangeError(`tokens: expected ${lengths.length} rows but found ${tokens.length}.`);
      const longer = lengths.map((length, row) => length + (tokens[row]?.length ?? 0));
      tokens.forEach((row, i) => checkRow(row, longer[i] ?? 0, i, loaded));
      await ask(thread, tokens, (flat, counts) => ({ kind: "append", decoding: id, tokens: flat, counts }));
      lengths = longer;
    },
    async fork(rows) {
      const copied = pick(rows);
      return decoding(thread, (await thread.ask({ kind: "fork", decoding: id, rows })) as number, copied, loaded);
    },
    async keep(rows) {
      const kept = pick(rows);
      if (new Set(rows).size !== rows.length)
        throw new RangeError(`rows: expected each row at most once but found ${rows.join()}.`);
      await thread.ask({ kind: "keep", decoding: id, rows });
      lengths = kept;
    },
    async rewind(shorter) {
      if (shorter.length !== lengths.length)
        throw new RangeError(`lengths: expected ${lengths.length} but found ${shorter.length}.`);
      await thread.ask({ kind: "rewind", decoding: id, lengths: shorter });
      lengths = [...shorter];
    },
    close: async () => void (await thread.ask({ kind: "close", decoding: id })),
  };
}
