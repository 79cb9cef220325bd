import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditConfig } from "../../../src/audit/result/audit-config.ts";
import type { AuditEvent } from "../../../src/pipelines/audit/audit-event.ts";
import type { OpenAudit } from "../../../src/pipelines/audit/open-audit.ts";
import { type AuditRun, runAudit } from "../../../src/pipelines/audit/run-audit.ts";
import { runRecord, type Shard } from "../../../src/store/run-record.ts";
import { threes } from "../../fakes/token-actions.ts";
import { smallSettings, smallTools } from "../small-tools.ts";

const { seed, ...settings } = smallSettings;

export const smallConfig: AuditConfig = {
  kind: "generated",
  versions: { evenhand: "0" },
  seed,
  generation: {
    model: { name: "hash", sha256: "a" },
    tokenizer: { name: "hash", sha256: "b" },
    words: [{ name: "small", sha256: "c" }],
    contexts: [
      { name: "one", sha256: "d", templates: ["{demographic} w8 w9", "{demographic} w9", "{demographic} w10 w8"] },
      { name: "two", sha256: "e", templates: ["{demographic} w11"] },
    ],
    decoders: ["base", "equi", "equizero"],
    samples: 3,
    settings: { ...settings },
  },
  source: null,
  wordOrbits: { small: { orbits: [["w0", "w1", "w2"]], ignoreCase: false } },
  classifier: { name: "hash", sha256: "f" },
  secondClassifier: null,
  analysis: {
    view: "unmasked",
    measures: ["negative", "regard"],
    margin: 0.05,
    level: 0.95,
    demographics: { small: ["d0", "d1", "d2"] },
    declared: [],
    baseline: "base",
    bootstrapDraws: 200,
  },
};

/** An audit over three demographics of the small vocabulary. */
export function smallAudit(config: AuditConfig = smallConfig): OpenAudit {
  const tools = smallTools(threes);
  const manifest = { version: 1, kind: "words", model: { file: "" }, maskToken: "XYZ" } as const;
  const classifier = {
    ...tools.classifier,
    manifest: { ...manifest, labels: [], source: "", licence: "", accuracy: [] },
    folder: "",
    close: async () => {},
  };
  return {
    config,
    each: new Map([["small", tools]]),

    classifier,
    second: undefined,
    close: async () => {},
  };
}

/** A run of it in a folder. */
export function smallRun(folder: string, options: Partial<AuditRun> & { readonly shard?: Shard } = {}): AuditRun {
  const { shard, ...rest } = options;
  const open = rest.open ?? smallAudit();
  return {
    folder,
    open,
    record: runRecord(open.config, {}, shard ?? null),
    engine: { batchSize: 16 },
    formats: ["md", "csv"],
    report: { limits: {}, inconclusive: "skip" },
    ...rest,
  };
}

/** Runs to the end and gives the events. */
export async function runThrough(run: AuditRun): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const event of runAudit(run)) events.push(event);
  return events;
}

/** Everything that a run wrote but the lock: contents by path. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
