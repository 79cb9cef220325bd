import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, it } from "vitest";

/** Bottom to top. A folder may import itself and the rows below its own. */
const rows = [
  ["math", "onnx"],
  ["group", "text"],
  ["symmetrize"],
  ["regard"],
  ["wordlist"],
  ["decode"],
  ["audit"],
  ["store"],
  ["train"],
  ["models"],
  ["pipelines"],
  ["cli"],
];
const cases = rows.flatMap((row, i) => row.map((folder) => [folder, [folder, ...rows.slice(0, i).flat()]] as const));

interface Source {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
}
const sources: readonly Source[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/u.test(file))
  .map((file) => ({
    file: `src/${file}`,
    folder: file.split("/")[0] ?? "",
    text: readFileSync(`src/${file}`, "utf8"),
  }));

/** What a file imports, whether from here or from a package. */
const imports = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu)].map(([, path = ""]) => path);

it.each(cases)("src/%s imports only what lies below it", (folder, allowed) => {
  const files = sources.filter((source) => source.folder === folder);
  expect(files).not.toEqual([]); // else the rule would hold for nothing
  const upward = files.flatMap(({ file, text }) =>
    imports(text)
      .filter((path) => path.startsWith("."))
      .map((path) => join(dirname(file), path))
      .filter((target) => target.startsWith("src/") && !allowed.includes(target.split("/")[1] ?? ""))
      .map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

it("has a row for every folder", () => {
  const folders = new Set(sources.map(({ folder }) => folder).filter((name) => !name.endsWith(".ts")));
  expect([...folders].toSorted()).toEqual(rows.flat().toSorted());
});

it.each([
  ["files", /^node:fs/u, ["store"]],
  ["the ONNX runtime", /^onnxruntime-node$/u, ["models"]],
  ["the network", /^node:https?$/u, ["models"]],
])("only one folder touches %s", (_, path, allowed) => {
  const elsewhere = sources.filter(
    ({ folder, text }) => !allowed.includes(folder) && imports(text).some((name) => path.test(name)),
  );
  expect(elsewhere.map(({ file }) => file)).toEqual([]);
});

it("takes chance and time as arguments, and prints only in cli/", () => {
  const pattern = /\b(?:Math\.random|Date\.now|performance\.now|console\.\w+)\s*\(/u;
  const impure = sources.filter(({ folder, text }) => folder !== "cli" && pattern.test(text));
  expect(impure.map(({ file }) => file)).toEqual([]);
});

it("re-exports in src/index.ts alone", () => {
  const others = sources.filter(
    ({ file, text }) => file !== "src/index.ts" && /^export (?:\*|\{[^}]*\}|type \{[^}]*\}) from /mu.test(text),
  );
  expect(others.map(({ file }) => file)).toEqual([]);
});
