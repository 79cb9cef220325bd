#!/usr/bin/env node
import { failure } from "./failure.ts";
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// React, which draws screens and reports, checks its callers unless it is told that they are not being developed: that takes half of the time of a frame.
process.env["NODE_ENV"] ??= "production";

const terminal = processTerminal();

let isLeaving = false;

/** Exits once the model's thread is between two runs: the runtime aborts a process that ends within one. Asked again, exits at once. */
async function leave(code: number): Promise<void> {
  if (isLeaving) process.exit(code);
  isLeaving = true;
  const { endEngines } = await import("../models/engine-thread.ts");
  await endEngines();
  process.exit(code);
}

process.on("SIGINT", () => {
  terminal.giveBack();
  if (terminal.live) terminal.log("\r\u001B[K");
  if (!isLeaving) terminal.log(terminal.lastWords());
  void leave(130);
});
/** Told to end, or the window was closed: as a shell would report it, 128 and the signal's number. */
const signals = { SIGTERM: 143, SIGHUP: 129 } as const;
for (const [signal, code] of Object.entries(signals)) {
  process.on(signal, () => {
    terminal.giveBack();
    void leave(code);
  });
}
/** `evenhand … | head`: the reader has seen enough; or the window is gone. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  if (!isLeaving) void leave(error.code === "EIO" ? signals.SIGHUP : 0);
});

/** What no command could catch, such as the death of a worker, is told in one line too. */
process.on("uncaughtException", (error) => {
  terminal.giveBack();
  terminal.log(failure(error, process.env["EVENHAND_DEBUG"] !== undefined).text);
  void leave(2);
});

process.exitCode = await run(process.argv.slice(2), terminal);
