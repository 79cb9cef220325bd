import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type AuditConfig, auditConfigSchema } from "../audit/result/audit-config.ts";
import { checked } from "../text/checked.ts";
import { fieldOf } from "../text/field-of.ts";
import { UserError } from "../text/user-error.ts";
import { writeAtomically } from "./atomic-write.ts";
import { digestOf } from "./digest.ts";

const version = 1;

const shardSchema = z
  .object({ index: z.int().positive(), count: z.int().positive() })
  .refine(({ index, count }) => index <= count, "the shard's number is above their count");

const runRecordSchema = z.object({
  format: z.literal("evenhand-run"),
  version: z.literal(version),
  /** SHA-256 of the configuration: the run's name. */
  id: z.string(),
  config: auditConfigSchema,
  /** Where to find again what the configuration names, and what to do at the end. No text depends on it beyond the hashes above. */
  request: z.record(z.string(), z.string()),
  /** Which part of the units this folder holds, from 1; null for all of them. */
  shard: shardSchema.nullable(),
});
/** What run.json holds: written before anything else, and never changed. */
export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;
export type Shard = Readonly<z.infer<typeof shardSchema>>;

/** The name of a configuration: equal for equal ones. */
export const configId = (config: AuditConfig): string => digestOf(JSON.stringify(auditConfigSchema.parse(config)));

/** A record for a new run. */
export const runRecord = (
  config: AuditConfig,
  request: Readonly<Record<string, string>>,
  shard: Shard | null = null,
): RunRecord => ({
  format: "evenhand-run",
  version,
  id: configId(config),
  // In the order of the schema, as a reader finds it.
  config: auditConfigSchema.parse(config),
  request: { ...request },
  shard,
});

/** What says that a folder holds a run. */
export const recordPath = (folder: string): string => join(folder, "run.json");

/** Whether a folder holds a run. */
const holdsRun = (folder: string): boolean => existsSync(recordPath(folder));

/** Reads a run's record. Throws UserError where there is none, it is of another version, or somebody edited it. */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  const path = recordPath(folder);
  if (!holdsRun(folder)) {
    throw new UserError(`${folder}: expected a run's folder, with run.json, but found none. Check the path.`);
  }
  const value = parse(await readFile(path, "utf8"), path);
  const found = fieldOf(value, "version");
  if (fieldOf(value, "format") === "evenhand-run" && found !== version) {
    throw new UserError(
      `${path}: expected a run of version ${version} but found version ${JSON.stringify(found)}. Use the release of evenhand that wrote it.`,
    );
  }
  const record = checked(runRecordSchema, value, {
    where: path,
    expected: "a run's record",
    remedy: "Restore the file, or begin the run again in another folder.",
  });
  if (configId(record.config) !== record.id) {
    throw new UserError(
      `${path}: expected the configuration the run began with but found an edited one. Restore the file, or begin another run with the new settings.`,
    );
  }
  return record;
}

/**
 * Makes a folder a run's. A folder that already holds the same run is left as it is. Throws UserError on a folder with another run or with
 * other files in it.
 */
export async function beginRun(folder: string, record: RunRecord): Promise<void> {
  if (!holdsRun(folder)) {
    const others = existsSync(folder) ? (await readdir(folder)).filter((name) => !isOurs(name)) : [];
    if (others.length > 0) {
      throw new UserError(
        `${folder}: expected a new or empty folder but found other files in it, such as ${others.toSorted()[0]}. Name another folder with --out.`,
      );
    }
    return writeAtomically(recordPath(folder), `${JSON.stringify(record, null, 2)}\n`);
  }
  const held = await readRunRecord(folder);
  const different = firstDifference(held, record);
  if (different === undefined) return;
  throw new UserError(
    `${folder}: expected a new folder or this very run but found a run with another ${different}. Name another folder with --out.`,
  );
}

const isOurs = (name: string) => name.startsWith("lock") || name.endsWith(".part");

/** The first setting in which two runs differ, as "analysis.margin"; undefined where they are the same. */
export function firstDifference(
  a: Pick<RunRecord, "config" | "shard">,
  b: Pick<RunRecord, "config" | "shard">,
): string | undefined {
  return different({ ...a.config, shard: a.shard }, { ...b.config, shard: b.shard }, "");
}

function different(a: unknown, b: unknown, where: string): string | undefined {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return Object.is(a, b) ? undefined : where;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = different(fieldOf(a, key), fieldOf(b, key), where === "" ? key : `${where}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${path}: expected JSON but found other text. Restore the file, or begin the run again.`);
  }
}
