import { InvalidArgumentError } from "commander";

/** Reads an option as a whole number in [least, most]. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  return (text) => {
    const value = /^[+-]?\d+$/u.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new InvalidArgumentError(`Expected a whole number, ${range}.`);
    return value;
  };
}

/** Reads an option as a finite number, where `accepts` decides and `range` says it in words. */
function real(range: string, accepts: (value: number) => boolean): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value) || !accepts(value)) throw new InvalidArgumentError(`Expected a number ${range}.`);
    return value;
  };
}

export const positive = real("above 0", (value) => value > 0);
export const share = real("above 0 and at most 1", (value) => value > 0 && value <= 1);
export const part = real("above 0 and below 1", (value) => value > 0 && value < 1);
export const any = real("such as 0 or -0.5", () => true);

/** Reads "man, woman" as names, each once. */
export function namesList(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("") || new Set(names).size < names.length)
    throw new InvalidArgumentError(`Expected different names with commas between but found "${text}".`);
  return names;
}
