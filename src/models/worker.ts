import { MessageChannel, parentPort, type MessagePort } from "node:worker_threads";
import { UserError } from "../text/user-error.ts";
import { engine, type Engine } from "./engine.ts";
import type { EngineAnswer, EngineFailure, EngineQuestion, EngineRequest, LoadedModel } from "./engine-protocol.ts";
import { openNetwork } from "./open-network.ts";
import { tails } from "./tails.ts";

let running: Engine | undefined;

async function load({ files, threads }: Extract<EngineRequest, { kind: "load" }>): Promise<LoadedModel> {
  const network = await openNetwork(files, threads);
  const { vocabularySize, contextLength } = network;
  running = engine(network, tails(vocabularySize, threads), files.kind === "gpt2" ? files.weights : files.graph);
  return { vocabularySize, contextLength };
}

/** Rows of tokens that lie end to end. */
function split(tokens: Int32Array, counts: Int32Array): number[][] {
  let start = 0;
  return Array.from(counts, (count) => Array.from(tokens.subarray(start, (start += count))));
}

async function answer(request: EngineRequest): Promise<unknown> {
  if (request.kind === "load") return load(request);
  if (running === undefined) throw new Error("asked before a model was loaded");
  return "decoding" in request ? answerOn(running, request) : answerAnew(running, request);
}

function answerAnew(engine: Engine, request: Extract<EngineRequest, { kind: "calls" | "open" }>): unknown {
  return request.kind === "calls" ? engine.calls() : engine.open(split(request.tokens, request.counts));
}

function answerOn(engine: Engine, request: Extract<EngineRequest, { decoding: number }>): unknown {
  switch (request.kind) {
    case "append":
      return engine.append(request.decoding, split(request.tokens, request.counts));
    case "read":
      return engine.read(request.decoding, request);
    case "fork":
      return engine.fork(request.decoding, request.rows);
    case "keep":
      return engine.keep(request.decoding, request.rows);
    case "rewind":
      return engine.rewind(request.decoding, request.lengths);
    case "close":
      return engine.close(request.decoding);
    default:
      return request satisfies never;
  }
}

function failure(error: unknown): EngineFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) return { kind: "user", message };
  return { kind: error instanceof RangeError ? "range" : "defect", message };
}

/** The buffers of an answer that the asker takes over. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((part) =>
    ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  );
}

const { port1: unconnected } = new MessageChannel();
const port: MessagePort = parentPort ?? unconnected;

async function reply({ id, request }: EngineQuestion): Promise<void> {
  try {
    const value = await answer(request);
    port.postMessage({ id, value } satisfies EngineAnswer, buffersOf(value));
  } catch (error) {
    port.postMessage({ id, failure: failure(error) } satisfies EngineAnswer, []);
  }
}

// Runs of the network take turns: each question waits for the answer to the one before.
let last: Promise<void> = Promise.resolve();
port.on("message", (question: EngineQuestion | "stop") => {
  if (question === "stop") process.exit(); // ends this thread, and never within a run, for runs block it
  last = last.then(() => reply(question));
});
