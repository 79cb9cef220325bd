#!/usr/bin/env node
import { failure } from "./failure.ts";
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();

process.on("SIGINT", () => {
  if (terminal.live) terminal.log("\r\u001B[K");
  process.exit(130);
});
/** `evenhand … | head`: the reader has seen enough. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** What no command could catch, such as the death of a worker, is told in one line too. */
process.on("uncaughtException", (error) => {
  terminal.log(failure(error, process.env["EVENHAND_DEBUG"] !== undefined).text);
  process.exit(2);
});

process.exitCode = await run(process.argv.slice(2), terminal);
