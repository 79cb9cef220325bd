import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { describe, expect, it } from "vitest";
import {
  importCycles,
  longFiles,
  misplacedFolders,
  reExports,
  reservedUses,
  type Sources,
  unreadableImports,
  upwardImports,
} from "./source-rules.ts";

const root = join(import.meta.dirname, "..");

/** The TypeScript files under a folder, empty where it does not exist. */
function sourcesIn(folder: string): Sources {
  const names = entriesOf(folder, true).filter((name) => /\.tsx?$/.test(name));
  return new Map(names.map((name) => [join(folder, name), readFileSync(join(root, folder, name), "utf8")]));
}

function entriesOf(folder: string, recursive: boolean): readonly string[] {
  const isThere = readdirSync(root).includes(folder);
  return isThere ? readdirSync(join(root, folder), { recursive, encoding: "utf8" }) : [];
}

const sources = sourcesIn("src");

describe("the source", () => {
  it("is there, each folder in its row and none of them empty", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.length).toBeGreaterThan(8);
    expect(
      misplacedFolders(
        sources,
        folders.map(({ name }) => name),
      ),
    ).toEqual([]);
  });

  it("imports downward only", () => expect(upwardImports(sources)).toEqual([]));
  it("imports in no circle", () => expect(importCycles(sources)).toEqual([]));
  it("names what it imports", () => expect(unreadableImports(sources)).toEqual([]));
  it("re-exports in src/index.ts only", () => expect(reExports(sources)).toEqual([]));
  it("gets files, the network, chance, time and the model runtime as arguments", () =>
    expect(reservedUses(sources)).toEqual([]));

  it.each(["src", "test", "training", "bench", "examples", "docs"])("keeps to 300 lines a file: %s", (folder) => {
    expect(longFiles(sourcesIn(folder), 300)).toEqual([]);
  });
});

const file = (path: string, text: string): Sources => new Map([[path, text]]);
const group = (text: string) => file("src/group/a.ts", text);

describe("the rules find", () => {
  it.each([
    ["an import from above", 'import { x } from "../decode/x.ts";'],
    ["an import from beside", 'import { x } from "../text/x.ts";'],
    ["an import of types", 'import type { X } from "../text/x.ts";'],
    ["an import for its effects", 'import "../decode/x.ts";'],
    ["an import over several lines", 'import {\n  x,\n} from\n  "../decode/x.ts";'],
    ["an import in single quotes", "import { x } from '../decode/x.ts';"],
    ["a dynamic import", 'const x = await import(\n"../cli/x.ts");'],
    ["a type of another file", 'type X = import("../cli/x.ts").X;'],
    ["a worker's place", 'new Worker(new URL("../models/worker.js", import.meta.url));'],
    ["a required module", 'createRequire(import.meta.url)("../cli/x.js");'],
    ["a folder that no row knows", 'import { x } from "../utils/x.ts";'],
    ["the public API", 'import { x } from "../index.ts";'],
    ["what lies outside src", 'import { x } from "../../test/x.ts";'],
    ["an export from above", 'export { x } from "../decode/x.ts";'],
  ])("%s", (_, text) => expect(upwardImports(group(text))).toHaveLength(1));

  it.each([
    ["from below", 'import { x } from "../math/x.ts";'],
    ["from its own folder", 'import { x } from "./x.ts";'],
    ["of packages", 'import { z } from "zod";'],
    ["of data", 'createRequire(import.meta.url)("../../package.json"); new URL("../../models", import.meta.url);'],
    ["in comments", '// import { x } from "../cli/x.ts";\n/* import "../cli/x.ts" */'],
  ])("nothing in imports %s", (_, text) => expect(upwardImports(group(text))).toEqual([]));

  it.each([
    ["of two files", ['import { b } from "./b.ts";', 'import { a } from "./a.ts";'], "a → b → a"],
    ["of types", ['import type { B } from "./b.ts";', 'import type { A } from "./a.ts";'], "a → b → a"],
    ["through what is loaded late", ['await import("./b.ts");', 'import type { A } from "./a.ts";'], "a → b → a"],
    [
      "of three files",
      ['import "./b.ts";', 'import "./c.ts";', 'import "./b.ts"; import "./a.ts";'],
      "b → c → b, a → b → c → a",
    ],
    ["of one file", ['import { a } from "./a.ts";'], "a → a"],
    ["nowhere", ['import "./b.ts"; import "./c.ts";', 'import "./c.ts";', "// import './a.ts'"], ""],
  ])("imports in a circle: %s", (_, texts, circles) => {
    const files = new Map(texts.map((text, i) => [`src/group/${"abc"[i]}.ts`, text]));
    expect(
      importCycles(files)
        .join(", ")
        .replaceAll(/src\/group\/|\.ts/g, ""),
    ).toBe(circles);
  });

  it.each([
    "import(name)",
    "new URL(name, import.meta.url)",
    "import.meta.resolve(name)",
    "createRequire(import.meta.url)(name)",
  ])("an import it cannot read: %s", (text) => expect(unreadableImports(group(text))).toHaveLength(1));
  it("nothing unreadable in plain names", () => {
    expect(
      unreadableImports(group('await import("zod"); new URL("./x.ts", import.meta.url); new URL(address);')),
    ).toEqual([]);
  });

  it.each([
    ["src/group/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/cli/a.ts", 'import { readFile } from "fs/promises";'],
    ["src/decode/a.ts", 'const fs = await import("node:fs/promises");'],
    ["src/store/a.ts", 'import * as ort from "onnxruntime-node";'],
    ["src/store/a.ts", 'import { get } from "node:https";'],
    ["src/cli/a.ts", "await fetch(address);"],
    ["src/store/a.ts", "const draw = Math.random();"],
    ["src/models/a.ts", "const start = performance.now();"],
    ["src/audit/a.ts", "const now = new Date();"],
    ["src/report/a.ts", "console.log(report);"],
    ["src/report/a.ts", "process.stdout.write(report);"],
  ])("in %s: %s", (path, text) => expect(reservedUses(file(path, text))).toHaveLength(1));

  it.each([
    ["src/store/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/models/a.ts", 'import * as ort from "onnxruntime-node";'],
    ["src/cli/a.ts", "console.log(Date.now(), Math.random());"],
    ["src/group/a.ts", "// Math.random would not do here"],
    ["src/report/a.ts", "new Date(run.started)"],
  ])("nothing in %s: %s", (path, text) => expect(reservedUses(file(path, text))).toEqual([]));

  it("re-exports, and imports of the public API", () => {
    expect(reExports(group('export { x } from "./x.ts";'))).toHaveLength(1);
    expect(reExports(group('export * from "./x.ts";'))).toHaveLength(1);
    expect(reExports(group('export type { X } from "./x.ts";'))).toHaveLength(1);
    expect(reExports(file("src/cli/a.ts", 'import { x } from "../index.ts";'))).toHaveLength(1);
    expect(reExports(file("src/index.ts", 'export { x } from "./math/x.ts";'))).toEqual([]);
    expect(reExports(group("export function a() {}"))).toEqual([]);
  });

  it("folders without a row, and folders without a file", () => {
    expect(misplacedFolders(group(""), ["group"])).toEqual([]);
    expect(misplacedFolders(group(""), ["group", "math"])).toEqual(["math"]);
    expect(misplacedFolders(file("src/utils/a.ts", ""), ["utils"])).toEqual(["utils"]);
  });

  it("long files", () => {
    expect(longFiles(group("x\n".repeat(300)), 300)).toEqual([]);
    expect(longFiles(group("x\n".repeat(301)), 300)).toEqual(["src/group/a.ts: 301"]);
  });
});
