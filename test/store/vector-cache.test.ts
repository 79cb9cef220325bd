import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { digestOf } from "../../src/store/digest.ts";
import { cachedVectors, clearVectors, vectorCache } from "../../src/store/vector-cache.ts";

const folder = mkdtempSync(join(tmpdir(), "vectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("gives back what was kept, drops what was damaged, and tells and clears its size", async () => {
  const cache = vectorCache(folder);
  const key = digestOf("one");
  const vectors = [Float32Array.of(1, -0, 3.5), Float32Array.of(1e-30, Infinity, 2)];
  expect(await cache.get(key)).toBeUndefined();
  await cache.put(key, vectors);
  expect(await cache.get(key)).toEqual(vectors);
  expect(await cache.get(digestOf("two"))).toBeUndefined();
  expect(await cachedVectors(folder)).toBeGreaterThan(24);
  const name = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((file) => file.endsWith(".f32")) ?? "";
  const path = join(folder, name);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect(await cache.get(key)).toBeUndefined();
  expect(await cachedVectors(folder)).toBe(0); // the damaged entry is gone
  await cache.put(key, vectors);
  expect(await clearVectors(folder)).toBe(true);
  expect(await clearVectors(folder)).toBe(false);
  expect(await cache.get(key)).toBeUndefined();
});
