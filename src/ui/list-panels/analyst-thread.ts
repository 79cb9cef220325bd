import "../../models/no-telemetry.ts";
import { Worker } from "node:worker_threads";
import type { Answered, Answers, Asked, Question } from "./analyst-protocol.ts";

/** The thread that checks drafts, so that keys stay quick however long a list is. */
export interface AnalystThread {
  /**
   * The answer; undefined where the draft or the question was replaced by a newer one before its turn came. Rejects with Error where the question cannot
   * be answered.
   */
  ask<Kind extends Question["kind"]>(question: Question & { readonly kind: Kind }): Promise<Answers[Kind] | undefined>;
  close(): void;
}

/** Starts the worker: the built file, or in a development tree the source, through the loader that tests and scripts run by. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./analyst-worker.js", import.meta.url));
  const source = new URL("./analyst-worker.ts", import.meta.url).href;
  const loader = import.meta.resolve("tsx/esm/api");
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(start, { eval: true, execArgv: [] });
}

interface Waiting {
  readonly question: Question;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts the thread. One question at a time is in it; of those that wait only the newest of each kind is kept. It keeps no process alive. */
export function analystThread(): AnalystThread {
  const worker = startWorker();
  worker.unref();
  const waiting = new Map<Question["kind"], Waiting>();
  let running: Waiting | undefined;
  let ended: Error | undefined;
  let id = 0;
  const next = (): void => {
    const [first] = waiting.values();
    running = first;
    if (first === undefined) return;
    waiting.delete(first.question.kind);
    worker.postMessage({ id: (id += 1), question: first.question } satisfies Asked, []);
  };
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const one of [running, ...waiting.values()]) one?.reject(ended);
    waiting.clear();
    running = undefined;
  };
  worker.on("message", (answered: Answered) => {
    if (answered.id !== id) return;
    if ("failure" in answered) running?.reject(new Error(answered.failure));
    else running?.resolve(answered.value);
    next();
  });
  worker.on("error", (error) => end(new Error(`The thread that checks lists has stopped: ${String(error)}`)));
  worker.on("exit", () => end(new Error("The thread that checks lists has ended.")));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const { kind } = question;
        waiting.get(kind)?.resolve(undefined);
        waiting.delete(kind); // and put it last
        waiting.set(kind, { question, resolve, reject });
        if (running === undefined) next();
      }),
    close() {
      end(new Error("The list was closed."));
      void worker.terminate();
    },
  };
}
