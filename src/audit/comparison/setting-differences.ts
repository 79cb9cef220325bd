import type { AuditConfig } from "../result/audit-config.ts";
import type { Comparison } from "./comparison.ts";

/** The settings in which two configurations differ, sorted by name. How a file is found is none. */
export function settingDifferences(before: AuditConfig, after: AuditConfig): Comparison["settings"] {
  const [a, b] = [new Map(leaves(before, "")), new Map(leaves(after, ""))];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name) && !name.endsWith(".given"))
    .toSorted()
    .map((name) => ({ name, before: a.get(name) ?? null, after: b.get(name) ?? null }));
}

/** Every value of a record by its path. An empty list is a value. */
function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  const isBranch = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isBranch) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}
