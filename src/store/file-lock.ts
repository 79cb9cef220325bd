import { rmSync } from "node:fs";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { ofWriting } from "../text/file-problem.ts";
import { UserError } from "../text/user-error.ts";
import { codeOf } from "./code-of.ts";
import { makeFolder } from "./make-folder.ts";

/** Pauses for so many milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

const pollMs = 200;

let drafts = 0;

/**
 * Runs `work` while no other process holds the lock at `path`, and returns what it returns. Waits for the holder; a lock whose process is
 * gone is taken over. `onWait` is told once when there is someone to wait for.
 */
export async function withLock<X>(
  path: string,
  wait: Wait,
  onWait: (holder: LockHolder) => void,
  work: () => Promise<X>,
): Promise<X> {
  for (let told = false; ; told = true) {
    const lock = await tryLock(path);
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        await lock.release();
      }
    }
    if (!told) onWait(lock);
    await wait(pollMs);
  }
}

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: string;
  readonly host: string;
  /** Whether that is this machine: the process runs, then. Of another machine's nobody here can tell. */
  readonly isHere: boolean;
  /** The lock's file. */
  readonly path: string;
}

/** A lock that was taken, or who holds it. */
export type TriedLock = { release(): Promise<void> } | LockHolder;

const mostAttempts = 20;

/**
 * Takes the lock at `path`, at once or not at all. A lock whose process is gone is taken over. Makes the folder.
 * Throws UserError where something stands there that cannot be read.
 */
export async function tryLock(path: string): Promise<TriedLock> {
  await makeFolder(dirname(path));
  const mine = await holder(process.pid);
  for (let attempt = 0; ; attempt++) {
    if (await take(path, mine)) {
      remember(path);
      return { release: () => release(path) };
    }
    const isLast = attempt === mostAttempts;
    const held = await readFile(path, "utf8").catch((error: unknown) => unread(path, error, isLast));
    if (held === undefined) continue;
    const [pid = "?", host = "?"] = held.split(" ");
    if (isLast || !(await isAbandoned(held))) return { pid, host, path, isHere: host === hostname() };
    await removeAbandoned(path, held, mine);
  }
}

/** Locks of this process: given back at its end, too, where a signal ends it amid its work. */
const locks = new Set<string>();
let isExitWatched = false;

function remember(path: string): void {
  locks.add(path);
  if (!isExitWatched) process.on("exit", releaseLocks);
  isExitWatched = true;
}

async function release(path: string): Promise<void> {
  locks.delete(path); // first: once the file is gone, the next one there is another's
  await rm(path, { force: true });
}

/** Gives back at once all that this process holds: nothing may be written after it. */
export function releaseLocks(): void {
  for (const path of locks) rmSync(path, { force: true });
  locks.clear();
}

/** A lock that was given back meanwhile may be had at the next attempt; Windows refuses to open one that is just being deleted. */
function unread(path: string, error: unknown, isLast: boolean): undefined {
  if (!isLast) return undefined;
  const code = codeOf(error) || String(error);
  throw new UserError(
    `${path}: expected a lock, which is a file, but found something that cannot be read (${code}). Delete it where no other evenhand runs.`,
  );
}

/** One process at a time removes a lock left behind, lest a second one removes the lock that the first has just taken. */
async function removeAbandoned(path: string, held: string, mine: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await take(guard, mine))) {
    const other = await readFile(guard, "utf8").catch(() => undefined);
    if (other !== undefined && (await isAbandoned(other))) await rm(guard, { force: true });
    return;
  }
  try {
    const now = await readFile(path, "utf8").catch(() => undefined);
    if (now === held) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** Who holds a lock: process, machine, and when the process began, where the system tells: numbers of processes come round again. */
const holder = async (pid: number): Promise<string> => `${pid} ${hostname()} ${await startOf(pid)}`.trim();

/** When a process began, in the system's ticks; "" where it does not tell. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

/** Makes the file with its content at once, so that no reader finds half a name and a full disk leaves no empty lock. */
async function take(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${process.pid}-${++drafts}.part`;
  try {
    await writeFile(draft, content);
    await link(draft, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    // Some file systems have no links.
    if (["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(code)) return takeWithoutLink(path, content);
    throw ofWriting(error, dirname(path));
  } finally {
    await rm(draft, { force: true });
  }
}

async function takeWithoutLink(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw ofWriting(error, dirname(path));
  }
}

/** Whether the lock's process ran on this machine and is gone. */
async function isAbandoned(held: string): Promise<boolean> {
  const [pid = "", host = "", start = ""] = held.split(" ");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0); // asks only whether it exists
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
  const now = await startOf(Number(pid));
  return start !== "" && now !== "" && start !== now;
}
