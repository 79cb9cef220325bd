import { join } from "node:path";
import { UserError } from "../text/user-error.ts";
import { tryLock } from "./file-lock.ts";

/** Runs `work` while this process alone may write to a run's folder. Throws UserError where another one does; the lock of a killed process is taken over. */
export async function withRunLock<X>(folder: string, work: () => Promise<X>): Promise<X> {
  const release = await lockRun(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Takes a run's folder for this process; returns what gives it back. Throws UserError where another process has it. */
async function lockRun(folder: string): Promise<() => Promise<void>> {
  const lock = await tryLock(join(folder, "lock"));
  if ("release" in lock) return () => lock.release();
  throw new UserError(
    `${folder}: expected a run that no other process writes but found process ${lock.pid} on ${lock.host} at it. Wait for it or end it; if it no longer exists, delete ${lock.path}.`,
  );
}
