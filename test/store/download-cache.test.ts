import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  cacheClear,
  cachedModel,
  cacheList,
  commitFolder,
  modelRoot,
  recordModel,
} from "../../src/store/download-cache.ts";
import { releaseLocks, tryLock, withLock } from "../../src/store/file-lock.ts";
import { appendPartial, dropPartial, finishPartial, openWriter, partialSize } from "../../src/store/partial-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const path = (): string => join(folder, "deep/file.bin");
const append = (...texts: readonly string[]): Promise<void> =>
  appendPartial(path(), chunks(...texts), () => {}, openWriter);

const add = async (id: string, commit: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const at = commitFolder(folder, id, commit);
  mkdirSync(at, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  await recordModel(folder, id, commit, Object.keys(files));
  return at;
};

const soon = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms / 20));

describe("a file that is downloaded in parts", () => {
  test("is there only when it is whole and what was expected", async () => {
    await append("hello ");
    expect(await partialSize(path())).toBe(6);
    expect(existsSync(path())).toBe(false);
    await append("wor", "ld");
    // sha256 of "hello world": printf 'hello world' | sha256sum
    const hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    expect(await finishPartial(path(), { size: 11, hash })).toBe("fine");
    expect(readFileSync(path(), "utf8")).toBe("hello world");
    expect(await partialSize(path())).toBe(0);
  });

  test("is checked by git's hash of a small file as well", async () => {
    await append("hello world");
    // printf 'hello world' | git hash-object --stdin
    expect(await finishPartial(path(), { hash: "95d09f2b10159347eece71399a7e2e907ea3df4f" })).toBe("fine");
  });

  test.each([
    [{ size: 10 }, "wrong size"],
    [{ hash: "0".repeat(64) }, "wrong hash"],
    [{ hash: "0".repeat(40) }, "wrong hash"],
  ] as const)("is thrown away where it is not %o", async (expected, verdict) => {
    await append("hello world");
    expect(await finishPartial(path(), expected)).toBe(verdict);
    expect(existsSync(path())).toBe(false);
    expect(await partialSize(path())).toBe(0);
  });

  test("keeps what came before an error, and can be dropped", async () => {
    const broken = (async function* () {
      yield Buffer.from("hello ");
      throw new Error("cut");
    })();
    const counted: number[] = [];
    await expect(appendPartial(path(), broken, (bytes) => counted.push(bytes), openWriter)).rejects.toThrow("cut");
    expect(counted).toEqual([6]);
    expect(await partialSize(path())).toBe(6);
    await dropPartial(path());
    expect(await partialSize(path())).toBe(0);
  });
});

describe("the cache", () => {
  test("lists what is whole, with its size, and nothing that is not", async () => {
    expect(await cacheList(folder)).toEqual([]);
    const at = await add("b/two", "abc", { "config.json": "{}", "model.onnx": "12345" });
    await add("a/one", "def", { "config.json": "{}" });
    mkdirSync(modelRoot(folder, "c/unfinished"), { recursive: true });
    expect((await cacheList(folder)).map(({ id, bytes }) => [id, bytes])).toEqual([
      ["a/one", 2],
      ["b/two", 7],
    ]);
    expect(await cachedModel(folder, "b/two")).toEqual({ id: "b/two", commit: "abc", folder: at, bytes: 7 });
    writeFileSync(join(at, "model.onnx"), "123");
    expect(await cachedModel(folder, "b/two")).toBeUndefined();
  });

  test("does not believe a manifest that is damaged or of another version", async () => {
    await add("a/one", "def", { "config.json": "{}" });
    const manifest = join(modelRoot(folder, "a/one"), "manifest.json");
    const good = readFileSync(manifest, "utf8");
    for (const bad of ["{", "[]", good.replace('"version": 1', '"version": 2')]) {
      writeFileSync(manifest, bad);
      expect(await cachedModel(folder, "a/one")).toBeUndefined();
    }
  });

  test("is cleared by name or as a whole", async () => {
    await add("a/one", "def", { "config.json": "{}" });
    await add("b/two", "abc", { "config.json": "{}" });
    expect(await cacheClear(folder, "a/one")).toBe(true);
    expect((await cacheList(folder)).map(({ id }) => id)).toEqual(["b/two"]);
    expect(await cacheClear(folder)).toBe(true);
    expect(await cacheClear(folder)).toBe(false);
  });
});

describe("a lock", () => {
  test("lets one in at a time, and says once that it waits", async () => {
    let inside = 0;
    let waits = 0;
    const most: number[] = [];
    const work = async (): Promise<number> => {
      most.push(++inside);
      await soon(400);
      return inside--;
    };
    const lock = join(folder, "lock");
    await Promise.all([1, 2, 3].map(() => withLock(lock, soon, () => (waits += 1), work)));
    expect(Math.max(...most)).toBe(1);
    expect(waits).toBe(2);
    expect(existsSync(lock)).toBe(false);
  });

  test("is given back after an error", async () => {
    const lock = join(folder, "lock");
    await expect(
      withLock(
        lock,
        soon,
        () => {},
        () => Promise.reject(new Error("no")),
      ),
    ).rejects.toThrow("no");
    expect(
      await withLock(
        lock,
        soon,
        () => {},
        async () => 7,
      ),
    ).toBe(7);
  });

  test("of a process that is gone is taken over; that of a living one is not", async () => {
    const lock = join(folder, "lock");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    writeFileSync(lock, `${child.pid} ${hostname()}`);
    let waited = 0;
    const patience = async (): Promise<void> => {
      waited += 1;
      if (waited === 3) child.kill("SIGKILL");
      await soon(400);
    };
    expect(
      await withLock(
        lock,
        patience,
        () => {},
        async () => "in",
      ),
    ).toBe("in");
    expect(waited).toBeGreaterThanOrEqual(3);
  });

  test("that an interrupted process holds is given back at its end; one that another has is not", async () => {
    const [mine, given] = [join(folder, "mine"), join(folder, "given")];
    await tryLock(mine);
    const lock = await tryLock(given);
    if ("release" in lock) await lock.release();
    writeFileSync(given, "7 elsewhere 1");
    releaseLocks();
    expect([existsSync(mine), existsSync(given)]).toEqual([false, true]);
  });

  test("that is no file is told, and not tried for ever", async () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    await expect(tryLock(lock)).rejects.toThrow(
      `${lock}: expected a lock, which is a file, but found something that cannot be read (EISDIR). Delete it`,
    );
  });

  test("of another machine is waited for, and who waits hears which file to delete", async () => {
    const lock = join(folder, "lock");
    writeFileSync(lock, "7 elsewhere 1");
    const heard: unknown[] = [];
    const patience = async (): Promise<void> => rmSync(lock, { force: true });
    await withLock(
      lock,
      patience,
      (holder) => heard.push(holder),
      async () => {},
    );
    expect(heard).toEqual([{ pid: "7", host: "elsewhere", isHere: false, path: lock }]);
  });
});
