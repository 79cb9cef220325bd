import type { ClassifierManifest } from "../../store/classifiers.ts";

/** What a classifier's manifest says of its accuracy, in one line; null where it says nothing. */
export function accuracyOf({ accuracy }: ClassifierManifest): string | null {
  const lines = accuracy.map(({ on, n, accuracy, interval }) => {
    const range = interval === undefined ? "" : ` (95 % ${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})`;
    return `${accuracy.toFixed(3)}${range} on ${n} texts: ${on}`;
  });
  return lines.length === 0 ? null : lines.join("; ");
}
