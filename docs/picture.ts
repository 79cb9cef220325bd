import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../src/cli/run.ts";
import { terminalPicture } from "./svg.ts";

/** Draws docs/demo.svg from a real run: `npx tsx docs/picture.ts [ARGS]`; without arguments the demo. */
const columns = 104;
const argv = process.argv.length > 2 ? process.argv.slice(2) : ["demo"];
let shown = `\u001B[2m$\u001B[22m npx evenhand ${argv.join(" ")}\n`;
const code = await run(argv, {
  columns,
  plain: false,
  live: false,
  environment: {},
  write: async (text) => void (shown += text),
  log: (text) => void process.stderr.write(text),
  now: () => performance.now(),
});
if (code === 0) writeFileSync(join(import.meta.dirname, "demo.svg"), terminalPicture(shown, columns));
process.exitCode = code;
