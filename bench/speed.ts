import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { gpt2Folder } from "./gpt2-folder.ts";
import { batch, likeliest, newTokens, texts, threads } from "./workload.ts";

// Speed as ratios in one run: npx tsx bench/speed.ts. Each measurement in a process of its own, one after the other; about ten minutes.

type Measured = Readonly<Record<"seconds" | "megabytes", number>>;
type Share = Readonly<Record<"gigaflops" | "gigabytes" | "stepMs" | "share", number>>;

function measure(...what: readonly string[]): Measured & Share {
  const command = ["--import", "tsx", join(import.meta.dirname, "measure.ts"), ...what];
  const { stdout, status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${what.join(" ")}: ${stderr}`);
  console.error(`${what.join(" ")}: ${stdout.trim()}`);
  return JSON.parse(stdout) as Measured & Share;
}

/** Runs of each measurement of Evenhand: npx tsx bench/speed.ts [N]. */
const runs = Number(process.argv[2] ?? 3);

/** The run of median time, so that one disturbance does not count. */
function median(...what: readonly string[]): Measured {
  const all = Array.from({ length: runs }, () => measure(...what));
  return all.toSorted((a, b) => a.seconds - b.seconds)[runs >> 1] as Measured;
}

interface Line {
  readonly what: string;
  readonly found: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

async function main(): Promise<void> {
  await gpt2Folder();
  const share = measure("roof");
  const peers = ["1", "32", "125"].map((size) => ({ size, ...measure("transformers", size) }));
  const [base, equi, orbit, equizero] = [median("base"), median("equi"), median("equi orbit"), median("equizero")];
  const many = measure("base", String(4 * texts));
  const best = Math.min(...peers.map(({ seconds }) => seconds));
  const lines: readonly Line[] = [
    { what: "base, times transformers.js at its best batch", found: best / base.seconds, atLeast: 1.7 },
    { what: "base, times transformers.js at batch 1", found: (peers[0]?.seconds ?? NaN) / base.seconds, atLeast: 12 },
    { what: `share of the roof at batch ${batch}, median of 5`, found: share.share, atLeast: 0.45 },
    { what: "equi of order 2, one demographic, over base", found: equi.seconds / base.seconds, atMost: 2.2 },
    { what: "equi, all demographics of an orbit over one", found: orbit.seconds / equi.seconds, atMost: 1.1 },
    {
      what: "equizero of order 2, m = 5, over base, without classifier",
      found: equizero.seconds / base.seconds,
      atMost: 2.5,
    },
    { what: `peak memory of ${4 * texts} texts over ${texts}`, found: many.megabytes / base.megabytes, atMost: 1.1 },
  ];
  const report = [
    `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
    `${texts} texts × ${newTokens} tokens, top-k ${likeliest}, float32, ${threads} threads, batch ${batch}`,
    "",
    "| measured | found | wanted |",
    "| --- | --- | --- |",
    ...lines.map(
      ({ what, found, atLeast, atMost }) =>
        `| ${what} | ${found.toFixed(2)} | ${atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`} |`,
    ),
    "",
    "| seconds | | peak MB |",
    "| --- | --- | --- |",
    ...peers.map(
      ({ size, seconds, megabytes }) => `| transformers.js, batch ${size} | ${seconds.toFixed(1)} | ${megabytes} |`,
    ),
    ...Object.entries({
      base,
      equi,
      "equi, both demographics": orbit,
      equizero,
      [`base, ${4 * texts} texts`]: many,
    }).map(([what, { seconds, megabytes }]) => `| ${what} | ${seconds.toFixed(1)} | ${megabytes} |`),
    "",
    `Roof: ${share.gigaflops.toFixed(0)} GFLOP/s, ${share.gigabytes.toFixed(0)} GB/s. A decode step of ${batch} rows: ${share.stepMs.toFixed(0)} ms.`,
    "",
  ].join("\n");
  mkdirSync(join(import.meta.dirname, "out"), { recursive: true });
  writeFileSync(join(import.meta.dirname, "out/speed.md"), report);
  console.log(report);
  const missed = lines.filter(
    ({ found, atLeast = -Infinity, atMost = Infinity }) => !(found >= atLeast && found <= atMost),
  );
  process.exitCode = missed.length === 0 ? 0 : 1;
}

await main();
