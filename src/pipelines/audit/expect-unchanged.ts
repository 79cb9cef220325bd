import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { configId } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";

interface Named {
  readonly name: string;
  readonly sha256: string;
}

/** Everything with a digest, in words. */
function ingredients({ generation, classifier, secondClassifier }: AuditConfig): readonly (readonly [string, Named])[] {
  const found: (readonly [string, Named | null | undefined])[] = [
    ["model", generation?.model],
    ["tokenizer", generation?.tokenizer],
    ...(generation?.words ?? []).map((one) => ["word list", one] as const),
    ...(generation?.contexts ?? []).map((one) => ["contexts", one] as const),
    ["classifier", classifier],
    ["second classifier", secondClassifier],
  ];
  return found.flatMap(([what, one]) => (one === null || one === undefined ? [] : [[what, one] as const]));
}

/**
 * Throws UserError, naming what changed, where a run's files or programs are no longer those it began with: its texts would be of two kinds.
 *
 * @param where the run's folder
 */
export function expectUnchanged(where: string, began: AuditConfig, now: AuditConfig): void {
  expectPrograms(where, began, now);
  expectIngredients(where, began, now);
  if (configId(began) === configId(now)) return;
  throw new UserError(
    `${where}: expected a configuration that this version writes but found another. Begin the run again in another folder.`,
  );
}

function expectPrograms(where: string, began: AuditConfig, now: AuditConfig): void {
  for (const [program, version] of Object.entries(began.versions)) {
    const found = now.versions[program];
    if (found === version) continue;
    throw new UserError(
      `${where}: expected ${program} ${version}, with which the run began, but found ${found ?? "none"}. Use that version, or begin the run again in another folder.`,
    );
  }
}

function expectIngredients(where: string, began: AuditConfig, now: AuditConfig): void {
  const present = ingredients(now);
  for (const [i, [what, { name, sha256 }]] of ingredients(began).entries()) {
    const found = present[i]?.[1];
    if (found?.sha256 === sha256 && found.name === name) continue;
    const digest = found?.sha256.slice(0, 12) ?? "gone";
    throw new UserError(
      `${where}: expected the ${what} ${name} as it was when the run began (SHA-256 ${sha256.slice(0, 12)}…) but found it changed (${digest}…). Restore it, or begin the run again in another folder.`,
    );
  }
}
