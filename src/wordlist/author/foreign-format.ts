/** Forms in which public word lists come. */
export const foreignFormats = ["csv", "tsv", "json", "holisticbias", "columns"] as const;
export type ForeignFormat = (typeof foreignFormats)[number];
