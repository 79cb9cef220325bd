import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAtomically } from "../../src/store/atomic-write.ts";
import { tryLock } from "../../src/store/file-lock.ts";
import { openLineFile } from "../../src/store/line-file.ts";
import { makeFolder } from "../../src/store/make-folder.ts";
import { fileProblem } from "../../src/text/file-problem.ts";

/** What a full disk gives. */
async function* full(): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(1);
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
}

async function* slow(text: string): AsyncGenerator<Uint8Array> {
  for (const letter of text) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    yield Buffer.from(letter);
  }
}

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomic-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("text and bytes arrive whole, in a folder that need not exist, and nothing else is left there", async () => {
  await writeAtomically(join(folder, "a/b.txt"), "früh");
  await writeAtomically(join(folder, "a/b.txt"), "spät");
  await writeAtomically(join(folder, "a/c.bin"), Uint8Array.of(1, 2, 3));
  expect(await readFile(join(folder, "a/b.txt"), "utf8")).toBe("spät");
  expect(await readFile(join(folder, "a/c.bin"))).toEqual(Buffer.from([1, 2, 3]));
  expect((await readdir(join(folder, "a"))).sort()).toEqual(["b.txt", "c.bin"]);
});

test("two writes to one path at once leave one of the two whole", async () => {
  const path = join(folder, "a.txt");
  await Promise.all(["aaaaaaaa", "bbbb"].map((text) => writeAtomically(path, slow(text))));
  expect(["aaaaaaaa", "bbbb"]).toContain(await readFile(path, "utf8"));
  expect(await readdir(folder)).toEqual(["a.txt"]);
});

test("a write that fails leaves no draft behind", async () => {
  await mkdir(join(folder, "taken"));
  await expect(writeAtomically(join(folder, "taken"), "text")).rejects.toThrow("EISDIR");
  expect(await readdir(folder)).toEqual(["taken"]);
});

test("a write that fails names the file that was wanted, not its draft, also where the system names none", async () => {
  const path = join(folder, "words.csv");
  const error: unknown = await writeAtomically(path, full()).catch((reason: unknown) => reason);
  expect(fileProblem(error)).toBe(`${path}: expected room to write but found the disk full. Free some space.`);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["EACCES", "expected to write here but this user may not. Change the permissions, or choose another folder."],
  ["EROFS", "expected to write here but the disk is read-only. Choose another folder."],
])("a write that the folder refuses with %s names the folder, and says nothing of reading", async (code, sentence) => {
  async function* refused(): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(1);
    throw Object.assign(new Error(`${code}: refused, open`), { code, syscall: "open", path: "x.csv.1-1.part" });
  }
  const error: unknown = await writeAtomically(join(folder, "x.csv"), refused()).catch((reason: unknown) => reason);
  expect(fileProblem(error)).toBe(`${folder}: ${sentence}`);
});

test("what cannot be read is told by its own path", () => {
  const error = Object.assign(new Error("EACCES"), { code: "EACCES", path: "a.csv" });
  expect(fileProblem(error)).toContain("a.csv: expected a readable file");
});

/** A folder that takes no files, whoever asks. */
const sealed = "/sys/kernel";

test.runIf(existsSync(sealed))("locks, folders and files to append to are told as written, too", async () => {
  const path = join(sealed, "a");
  const tries: readonly (() => Promise<unknown>)[] = [
    () => tryLock(path),
    () => makeFolder(path),
    () => makeFolder(join(path, "b")),
    () => openLineFile(path),
    () => writeAtomically(path, ""),
  ];
  for (const attempt of tries) {
    const error: unknown = await attempt().catch((reason: unknown) => reason);
    expect(fileProblem(error)).toMatch(/^\/sys\/kernel: expected to write here but/u);
  }
});

test("a folder that refuses others is told, and not tried for ever", async () => {
  await expect(makeFolder("/proc/evenhand/deep")).rejects.toThrow("ENOENT");
  await makeFolder(join(folder, "a/b/c"));
  await makeFolder(join(folder, "a/b/c"));
  expect(await readdir(join(folder, "a/b"))).toEqual(["c"]);
});
