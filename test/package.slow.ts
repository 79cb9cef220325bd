import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "evenhand-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

// A dependent does not get this package's .npmrc and overrides, so the GPU files of the runtime are declined here.
const environment = {
  ...process.env,
  npm_config_onnxruntime_node_install: "skip",
  ONNXRUNTIME_NODE_INSTALL: "skip",
  CI: "true",
};
const program = join(folder, "node_modules/.bin/evenhand");
const start = (...args: readonly string[]) =>
  spawnSync(program, args, { cwd: folder, env: environment, encoding: "utf8", timeout: 300_000 });

describe("the packed package, installed in an empty folder", () => {
  let packed: readonly string[] = [];

  beforeAll(() => {
    // Without scripts: `prepare` would take dist/ away under the tests that run it meanwhile; the suite is run on a fresh build.
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      env: environment,
      stdio: "pipe",
    });
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    packed = execFileSync("tar", ["-tzf", join(folder, tarball)], { encoding: "utf8" })
      .trim()
      .split("\n");
    writeFileSync(join(folder, "package.json"), '{"private":true}');
    execFileSync("npm", ["install", "--no-audit", "--no-fund", `./${tarball}`], {
      cwd: folder,
      env: environment,
      stdio: "pipe",
    });
  });

  it("holds what runs and nothing else", () => {
    const top = new Set(packed.map((path) => path.replace(/^package\//u, "").split("/")[0] ?? ""));
    expect([...top].toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "classifiers",
      "contexts",
      "dist",
      "models",
      "package.json",
      "prompts",
      "wordlists",
    ]);
    expect(
      packed.filter(
        (path) =>
          /\.(?:csv|jsonl|txt)$/u.test(path) &&
          !path.endsWith("/LICENSE.txt") &&
          !/^package\/models\/[\w-]+\/merges\.txt$/u.test(path) && // of a tokenizer
          !/^package\/(?:wordlists|contexts|prompts)\//u.test(path),
      ),
    ).toEqual([]);
  });

  it("runs the demo with no network", () => {
    const { status, stdout, stderr } = start("demo", "--offline");
    expect([status, stderr.includes("evenhand:")]).toEqual([0, false]);
    expect(stdout.match(/\b(?:man|woman): (?:negative|neutral|positive|other)/gu)).toHaveLength(10);
  });

  it("can be imported", () => {
    const script = 'import("evenhand").then((api) => console.log(typeof api.cyclic))';
    expect(execFileSync("node", ["-e", script], { cwd: folder, encoding: "utf8" })).toBe("function\n");
  });

  it("leaves quietly when its reader has seen enough", () => {
    const pipe = `set -o pipefail; "${program}" generate --contexts wide --decoder base --json | head -n 1`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", pipe], { encoding: "utf8", env: environment });
    expect(stderr).not.toMatch(/EPIPE|defect/u);
    expect([status, stdout.trim().split("\n").length]).toEqual([0, 1]);
  });

  // Several times, for whether the interrupt falls into a run of the network is chance.
  it.each([1, 2, 3, 4, 5])("ends with 130 when it is interrupted, and leaves no stack (%i)", async () => {
    const child = spawn("node", [program, "generate", "--contexts", "wide", "--samples", "500", "--json"], {
      env: environment,
    });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    const code = await new Promise((resolve) => {
      child.stdout.once("data", () => child.kill("SIGINT"));
      child.once("exit", resolve);
    });
    expect(code).toBe(130);
    expect(errors).not.toMatch(/\bat .*:\d+:\d+|defect/u);
  });
});
