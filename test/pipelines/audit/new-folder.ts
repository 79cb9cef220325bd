import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

const parents: string[] = [];
afterEach(() => {
  for (const parent of parents.splice(0)) rmSync(parent, { recursive: true, force: true });
});

/** A path where there is no folder yet; what is made there goes when the test ends. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "evenhand-audit-"));
  parents.push(parent);
  return join(parent, "run");
}
