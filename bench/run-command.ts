import { run } from "../src/cli/run.ts";
import { processTerminal } from "../src/cli/terminal.ts";

// One command line of evenhand, its time and peak memory on the last line of stderr: npx tsx bench/run-command.ts audit import …

const start = performance.now();
const code = await run(process.argv.slice(2), { ...processTerminal(), write: async () => {} });
const { maxRSS } = process.resourceUsage();
console.error(JSON.stringify({ seconds: (performance.now() - start) / 1000, megabytes: maxRSS / 1024, code }));
process.exit(code);
