/** Headings of the columns that are no demographics. */
const otherHeadings: ReadonlySet<string> = new Set(["role", "number", "note"]);

/** More demographics than this no list has. */
const most = 64;

/** Why a demographic cannot have this name beside the others; undefined where it can. */
export function nameProblem(name: string, others: readonly string[]): string | undefined {
  if (name === "") return "A demographic needs a name.";
  if (otherHeadings.has(name)) return `“${name}” is the heading of another column.`;
  if (others.length >= most) return `A list has at most ${most} demographics.`;
  return others.includes(name) ? `There is a demographic “${name}” already.` : undefined;
}

/** Why a list cannot have these demographics; undefined where it can. */
export function namesProblem(names: readonly string[]): string | undefined {
  if (names.length < 2) return "A list has two or more demographics.";
  return names.map((name, i) => nameProblem(name, names.slice(0, i))).find((problem) => problem !== undefined);
}
