import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
let home = "";
beforeAll(() => void (home = mkdtempSync(join(tmpdir(), "evenhand-home-"))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What loads the model runtime, or starts a thread that does. */
const loads =
  /^import (?!type)[^;]*"(?:onnxruntime-node|@xenova\/transformers)"|await import\("@xenova\/transformers"\)|new Worker\(/mu;

it("whatever loads the runtime first tells it to report nothing", () => {
  const files = ["src", "training", "bench", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/u.test(name) && !name.startsWith("out"))
      .map((name) => join(folder, name)),
  );
  const loading = files.filter((name) => loads.test(readFileSync(join(root, name), "utf8")));
  expect(loading.length).toBeGreaterThan(5);
  const first = /^import "(?:\.\.?\/)+(?:[\w-]+\/)*no-telemetry\.ts";/u;
  expect(loading.filter((name) => !first.test(readFileSync(join(root, name), "utf8")))).toEqual([]);
});

it("texts written in a thread of their own leave no trace in the user's cache", async () => {
  const { ORT_DISABLE_TELEMETRY: _, ...environment } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(root, "src/cli/main.ts"), "generate", "The man was", "--max-new-tokens", "2", "--json"],
    { cwd: root, env: { ...environment, HOME: home, XDG_CACHE_HOME: join(home, ".cache") } },
  );
  expect(stdout).toContain('"decoder":"equizero"');
  expect(existsSync(join(home, ".cache", "Microsoft"))).toBe(false);
}, 60_000);
