import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { auditResultSchema, auditResultVersion, type AuditResult } from "../audit/result/audit-result.ts";
import { checked } from "../text/checked.ts";
import { UserError } from "../text/user-error.ts";
import { type FileContent, writeAtomically } from "./atomic-write.ts";

/** Writes a file of a run's folder, whole or not at all. `name` is relative to the folder. */
export const writeRunFile = (folder: string, name: string, content: FileContent): Promise<void> =>
  writeAtomically(join(folder, name), content);

/** A JSON value of a run's folder; undefined where the file is missing. Throws UserError where it is no JSON. */
export async function readRunJson(folder: string, name: string): Promise<unknown> {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(await readFile(path, "utf8")) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(
      `${path}: expected JSON but found other text. Delete it and make it again with: evenhand audit resume ${folder}`,
    );
  }
}

/** What an audit found, from the result.json of its folder. Throws UserError where there is none, or one of another version. */
export async function readResult(folder: string): Promise<AuditResult> {
  const path = join(folder, "result.json");
  const value = await readRunJson(folder, "result.json");
  if (value === undefined) {
    throw new UserError(
      `${path}: expected a finished audit but found none. Finish it with: evenhand audit resume ${folder}`,
    );
  }
  const version = versionOf(value);
  if (version !== auditResultVersion) {
    throw new UserError(
      `${path}: expected a result of version ${auditResultVersion} but found ${JSON.stringify(version)}. Use the release of evenhand that wrote it.`,
    );
  }
  return checked(auditResultSchema, value, {
    where: path,
    expected: "an audit's result",
    remedy: `Delete it and make it again with: evenhand audit resume ${folder}`,
  });
}

const versionOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
