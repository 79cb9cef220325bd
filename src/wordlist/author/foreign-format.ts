/** Forms in which public word lists come. */
export const foreignFormats = ["csv", "tsv", "json", "holisticbias", "columns"] as const;
export type ForeignFormat = (typeof foreignFormats)[number];

/** The form that files' names stand for: several are one a demographic; HolisticBias publishes its descriptors as descriptors.json. */
export function foreignFormatOf(paths: readonly string[]): ForeignFormat {
  const [path = "", ...more] = paths;
  if (more.length > 0) return "columns";
  if (/(?:^|[/\\])descriptors\.json$/iu.test(path)) return "holisticbias";
  const ending = /\.[^./\\]*$/u.exec(path)?.[0].toLowerCase();
  if (ending === ".json") return "json";
  return ending === ".tsv" || ending === ".txt" ? "tsv" : "csv";
}
