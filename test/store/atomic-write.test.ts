import { mkdtemp, readdir, readFile, rm, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAtomically } from "../../src/store/atomic-write.ts";
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

test("a folder that refuses others is told, and not tried for ever", async () => {
  await expect(makeFolder("/proc/evenhand/deep")).rejects.toThrow("ENOENT");
  await makeFolder(join(folder, "a/b/c"));
  await makeFolder(join(folder, "a/b/c"));
  expect(await readdir(join(folder, "a/b"))).toEqual(["c"]);
});
