import { dirname, join } from "node:path/posix";

/** Source files of a tree: path from the root ("src/math/vector.ts") to text. */
export type Sources = ReadonlyMap<string, string>;

/** Bottom to top. A folder may import itself and the rows below its own; folders on one row do not import each other. */
const rows: readonly (readonly string[])[] = [
  ["math", "onnx"],
  ["group", "text"],
  ["symmetrize"],
  ["images", "regard", "scan"],
  ["wordlist"],
  ["decode"],
  ["audit"],
  ["experiment"],
  ["report"],
  ["store"],
  ["train"],
  ["networks"],
  ["models"],
  ["pipelines"],
  ["ui"],
  ["cli"],
];

/** Which folders may name what: files, the model runtime, the network, chance, clocks and the console come to the others as arguments. */
const reserved: readonly { readonly what: RegExp; readonly name: string; readonly folders: readonly string[] }[] = [
  { name: "files", what: /["'](?:node:)?fs(?:\/promises)?["']/, folders: ["store"] },
  { name: "onnxruntime-node", what: /["']onnxruntime-(?:node|common|web)(?:\/[^"']*)?["']/, folders: ["models"] },
  { name: "the network", what: /["'](?:node:)?(?:https?|http2|net|dgram)["']|\bfetch\(/, folders: ["models"] },
  { name: "chance", what: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, folders: ["cli", "ui"] },
  {
    name: "a clock",
    what: /\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\)|\bprocess\.hrtime\b/,
    folders: ["cli", "ui"],
  },
  { name: "the console", what: /\bconsole\.|\bprocess\.std(?:out|err)\b/, folders: ["cli", "ui"] },
];

const folderOf = (path: string) => path.split("/")[1] ?? "";
const isFolder = (path: string) => path.split("/").length > 2;

/** Every import that goes up or sideways, "from → to": static, dynamic, of types, and URLs made from the file's own place (workers). */
export function upwardImports(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) => {
    if (!isFolder(file)) return [];
    const allowed = foldersBelow(folderOf(file));
    return targets(file, text)
      .filter((target) => !isFolder(target) || !target.startsWith("src/") || !allowed.includes(folderOf(target)))
      .map((target) => `${file} → ${target}`);
  });
}

/** Imports that cannot be read off the text, so that no rule could be checked: `import(name)`, `new URL(name, import.meta.url)`. */
export function unreadableImports(sources: Sources): readonly string[] {
  const computed =
    /\bimport\(\s*(?!["'\s])|\bnew URL\(\s*(?!["'\s])[^)]*import\.meta|\bimport\.meta\.resolve\(\s*(?!["'\s])|\bcreateRequire\((?![^)]*\)\(\s*["'])/;
  return [...sources]
    .filter(([, text]) => computed.test(withoutComments(withoutTemplates(text))))
    .map(([file]) => file);
}

/** Folders that no row knows, and rows' folders that exist but hold no source (for which every rule would hold for nothing). */
export function misplacedFolders(sources: Sources, folders: readonly string[]): readonly string[] {
  const filled = new Set([...sources.keys()].filter(isFolder).map(folderOf));
  return folders.filter((folder) => !rows.flat().includes(folder) || !filled.has(folder));
}

/** Imports that lead from a file back to itself, "from → … → from": of types too, and those that are loaded late. */
export function importCycles(sources: Sources): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) found.push([...way.slice(start), file].join(" → "));
    const text = sources.get(file);
    if (start >= 0 || done.has(file) || text === undefined) return;
    for (const target of targets(file, text)) follow(target, [...way, file]);
    done.add(file);
  };
  for (const file of sources.keys()) follow(file, []);
  return found;
}

/** Uses of what only some folders may use, "file: what". */
export function reservedUses(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) =>
    reserved
      .filter(({ folders, what }) => !folders.includes(folderOf(file)) && what.test(withoutComments(text)))
      .map(({ name }) => `${file}: ${name}`),
  );
}

/** Files other than src/index.ts that re-export, and files that import src/index.ts. */
export function reExports(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) => {
    const isRoot = file === "src/index.ts";
    const passesOn = /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s+)?from\b/.test(withoutComments(text));
    const importsRoot = targets(file, text).includes("src/index.ts");
    return (passesOn && !isRoot) || importsRoot ? [file] : [];
  });
}

/** Files of more than `most` lines, "file: lines". */
export function longFiles(sources: Sources, most: number): readonly string[] {
  return [...sources].flatMap(([file, text]) => {
    const lines = text.trimEnd().split("\n").length;
    return lines > most ? [`${file}: ${lines}`] : [];
  });
}

function foldersBelow(folder: string): readonly string[] {
  const own = rows.findIndex((row) => row.includes(folder));
  return [folder, ...rows.slice(0, Math.max(own, 0)).flat()];
}

/** The modules that a file names relative to itself; data (JSON, folders of models) is no module. A worker's ".js" stands for its source. */
function targets(file: string, text: string): readonly string[] {
  const named =
    /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*|\bimport\.meta\.resolve\(\s*|\bcreateRequire\([^)]*\)\(\s*)["'](\.[^"']*)["']/g;
  return [...withoutComments(text).matchAll(named)]
    .map(([, path = ""]) => join(dirname(file), path).replace(/\.([cm]?)js$/, ".$1ts"))
    .filter((path) => /\.[cm]?tsx?$/.test(path));
}

/** Source inside a template literal is a text of another program; its `${…}` values are dropped with it. */
const withoutTemplates = (text: string) => text.replaceAll(/`(?:[^`\\]|\\.)*`/g, '""');
const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
