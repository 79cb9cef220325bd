import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";

/** Pauses for so many milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

const pollMs = 200;

/**
 * Runs `work` while no other process holds the lock at `path`, and returns what it returns. Waits for the holder; a lock whose process is
 * gone is taken over. `onWait` is told once when there is someone to wait for.
 */
export async function withLock<X>(path: string, wait: Wait, onWait: () => void, work: () => Promise<X>): Promise<X> {
  await mkdir(dirname(path), { recursive: true });
  for (let told = false; !(await take(path));) {
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await wait(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

const holder = (): string => `${process.pid} ${hostname()}`;

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, holder(), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Whether the lock's process ran on this machine and is gone. */
async function isAbandoned(path: string): Promise<boolean> {
  const [pid = "", host = ""] = (await readFile(path, "utf8").catch(() => "")).split(" ");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0); // asks only whether it exists
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/** The system's code of an error, such as "ENOSPC". */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
