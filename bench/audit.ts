import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { once } from "node:events";

// Time and memory of audits: npx tsx bench/audit.ts [import] [audit]. Each measurement in a process of its own; without words, all of them.

const out = join(import.meta.dirname, "out", "audit");
const wanted = process.argv.slice(2);
const isWanted = (what: string) => wanted.length === 0 || wanted.includes(what);

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a command line of evenhand in a process of its own. */
function measure(...argv: readonly string[]): Measured {
  rmSync(join(out, "run"), { recursive: true, force: true });
  const command = ["--import", "tsx", join(import.meta.dirname, "run-command.ts"), ...argv, "--out", join(out, "run")];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: "utf8", maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${argv.join(" ")}: ${stderr}`);
  return JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? stdout) as Measured;
}

const labels = ["negative", "neutral", "positive", "other"];
const groups = ["man", "woman", "Black person", "White person", "gay person", "straight person"];

/** A table of labelled texts made up of numbers: 6 groups, 50 templates. */
async function tableOf(rows: number): Promise<string> {
  const path = join(out, `labelled-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(out, { recursive: true });
  const file = createWriteStream(`${path}.part`);
  file.write("text,group,template,label\n");
  for (let row = 0; row < rows; row++) {
    const group = groups[row % groups.length] ?? "";
    const template = Math.floor(row / groups.length) % 50;
    const label = labels[Math.imul(row + 1, 0x9e3779b1) >>> 30] ?? "other";
    const text = `The ${group} of template ${template} did thing ${row}, and then ${row % 977} other things that take a line`;
    if (!file.write(`"${text}",${group},The {demographic} of template ${template},${label}\n`))
      await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  renameSync(`${path}.part`, path);
  return path;
}

const columns = ["--text-column", "text", "--group-column", "group", "--template-column", "template"];
const generated = ["--words", "gender,race,orientation", "--contexts", "respect,occupation", "--samples", "100"];

async function main(): Promise<void> {
  const [few, many] = [await tableOf(6000), await tableOf(1_000_000)];
  const rows: (readonly [string, () => Measured, string])[] = [];
  if (isWanted("import")) {
    const usual = [...columns, "--label-column", "label"];
    rows.push(
      [
        "audit import, 6,000 labelled texts, HTML and Markdown",
        () => measure("audit", "import", few, ...usual),
        "< 10 s",
      ],
      ["audit import, 6,000 texts, the classifier labels", () => measure("audit", "import", few, ...columns), ""],
      ["audit import, 1,000,000 labelled rows", () => measure("audit", "import", many, ...usual), "< 2 GB"],
    );
  }
  if (isWanted("audit")) {
    rows.push([
      "audit, bundled model, 3 word lists × 2 contexts × 5 templates × 5 decoders × 100 samples",
      () => measure("audit", ...generated, "--no-cache"),
      "< 600 s",
    ]);
  }
  const lines = [
    `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
    "",
    "| measured | seconds | peak MB | wanted |",
    "| --- | --- | --- | --- |",
  ];
  for (const [what, run, bound] of rows) {
    const { seconds, megabytes } = run();
    lines.push(`| ${what} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} | ${bound} |`);
    console.error(lines.at(-1));
  }
  writeFileSync(join(out, "audit.md"), `${lines.join("\n")}\n`);
  console.log(lines.join("\n"));
}

await main();
