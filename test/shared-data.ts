import { existsSync } from "node:fs";
import { join } from "node:path";

/** The path of a development data folder, or undefined where it is absent (on a user's machine). */
export function sharedData(name: string): string | undefined {
  const path = join(import.meta.dirname, "../../shared/data", name);
  return existsSync(path) ? path : undefined;
}
