import "./no-telemetry.ts";
import { Worker } from "node:worker_threads";
import { codeOf } from "../store/code-of.ts";
import { UserError } from "../text/user-error.ts";
import type { EngineAnswer, EngineFailure, EngineQuestion, EngineRequest } from "./engine-protocol.ts";

/** The engine's thread, seen from outside. */
export interface EngineThread {
  /** Asks and waits for the answer. Rejects with UserError, RangeError, or Error where the thread has ended. */
  ask(request: EngineRequest, moved?: readonly ArrayBuffer[]): Promise<unknown>;
  /** Ends the thread; questions without an answer are rejected. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** How long a thread may take to finish the run it is in, ms; a longer one is cut off, which can bring the process down. */
const patience = 10_000;

/** Threads that have not ended. A process that exits while one of them is inside the runtime is aborted by the runtime. */
const live = new Set<Worker>();

/** Threads that were told to leave: what was asked of them is left unanswered. */
const leaving = new WeakSet<Worker>();

/** Ends all engines once each has finished the run it is in; what was asked of them is never answered. To be called before the process exits. */
export async function endEngines(): Promise<void> {
  await Promise.all([...live].map((worker) => stop(worker)));
}

/** Lets the worker leave by itself between two runs. */
async function stop(worker: Worker): Promise<void> {
  if (!live.has(worker)) return;
  leaving.add(worker);
  const gone = new Promise((resolve) => worker.once("exit", resolve));
  worker.ref();
  worker.removeAllListeners("message");
  worker.postMessage("stop", []);
  const cut = setTimeout(() => void worker.terminate(), patience);
  await gone;
  clearTimeout(cut);
}

/** Starts the worker: the built file, or in a development tree the source, through the loader that tests and scripts run by. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./worker.js", import.meta.url));
  const source = new URL("./worker.ts", import.meta.url).href;
  const loader = import.meta.resolve("tsx/esm/api");
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(start, { eval: true, execArgv: [] });
}

/** Starts the engine's thread. It does not keep the process alive while nothing is asked. `start` is an argument so that a crash can be played. */
export function engineThread(start: () => Worker = startWorker): EngineThread {
  const worker = start();
  live.add(worker);
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let ended: Error | undefined;
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const asked of waiting.values()) asked.reject(ended);
    waiting.clear();
    worker.unref();
  };
  worker.on("message", (answer: EngineAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("failure" in answer) asked?.reject(errorOf(answer.failure));
    else asked?.resolve(answer.value);
  });
  worker.on("error", (error) => end(crash(error)));
  worker.on("exit", () => {
    live.delete(worker);
    if (!leaving.has(worker)) end(new Error("The language model's thread has ended."));
  });
  worker.unref();
  return {
    ask: (request, moved = []) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.ref();
        return worker.postMessage({ id, request } satisfies EngineQuestion, moved);
      }),
    async close() {
      end(new Error("The language model was closed."));
      await stop(worker);
    },
  };
}

function errorOf({ kind, message }: EngineFailure): Error {
  if (kind === "user") return new UserError(message);
  if (/bad_alloc|Failed to allocate|Array buffer allocation failed|Invalid typed array length/.test(message))
    return outOfMemory(message);
  return kind === "range" ? new RangeError(message) : new Error(`language model: ${message}`);
}

function crash(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY"
    ? outOfMemory(message)
    : new Error(`The language model's thread crashed: ${message}`, { cause: error });
}

const outOfMemory = (message: string): UserError =>
  new UserError(
    `language model: expected enough memory for the batch but found too little (${message}). Ask for fewer samples at a time, shorter prompts, or use a smaller model.`,
  );
