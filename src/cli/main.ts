#!/usr/bin/env node
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

process.exitCode = await run(process.argv.slice(2), terminal);
