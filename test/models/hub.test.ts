import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { findModel } from "../../src/models/find-model.ts";
import { findImageClassifier } from "../../src/models/image-classifier/find-classifier.ts";
import { openImageClassifier } from "../../src/models/image-classifier/image-classifier.ts";
import { imageOfBytes } from "../../src/images/image.ts";
import { tinyCnn } from "../fakes/tiny-cnn.ts";
import { hubModel, isHubId, type DownloadProgress, type HubOptions } from "../../src/models/hub.ts";
import { cacheClear, cacheFolder, cacheList, commitFolder, modelRoot } from "../../src/store/download-cache.ts";
import { fakeHub, type FakeHub, type Trouble } from "./fake-hub.ts";
import { tinyGpt2 } from "./tiny-gpt2.ts";

const source = tinyGpt2({ vocabularySize: 300, width: 8 });
const file = (name: string): Uint8Array => readFileSync(join(source, name));
const files = {
  "config.json": file("config.json"),
  "model.safetensors": file("model.safetensors"),
  "README.md": Buffer.from("not wanted"),
};
/** An image classifier as image models lie on the hub. */
const classifier = {
  "config.json": Buffer.from('{"model_type":"resnet","id2label":{"0":"flat","1":"left","2":"top"}}'),
  "preprocessor_config.json": Buffer.from(
    '{"size":{"height":8,"width":8},"image_mean":[0.1,0.2,0.3],"image_std":[0.5,0.5,0.5]}',
  ),
  "onnx/model.onnx": tinyCnn(),
  "onnx/model_quantized.onnx": Buffer.from("not wanted"),
};
const models = {
  "someone/tiny": files,
  "someone/resnet": classifier,
  "someone/nothing": { "config.json": Buffer.from('{"model_type":"bert"}') },
};
const weights = "model.safetensors";

const fullDisk = async () => ({
  write: async () => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  },
  close: async () => {},
});

let cache: string;
let hub: FakeHub;
const pauses: number[] = [];
const start = async (trouble?: (file: string, nth: number) => Trouble): Promise<HubOptions> => {
  hub = await fakeHub(models, trouble);
  return { cache, endpoint: hub.endpoint, wait: async (ms) => pauses.push(ms) };
};
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "cache-"));
  pauses.length = 0;
});
afterEach(async () => {
  await hub?.close();
  rmSync(cache, { recursive: true, force: true });
});

const expectWhole = (folder: string): void => {
  expect(Buffer.compare(readFileSync(join(folder, weights)), files[weights])).toBe(0);
  expect(Buffer.compare(readFileSync(join(folder, "config.json")), files["config.json"])).toBe(0);
  expect(existsSync(join(folder, `${weights}.part`))).toBe(false);
};

describe("a model of the hub", () => {
  test("is downloaded once, runs, and is there without a network afterwards", async () => {
    const options = await start();
    const progress: DownloadProgress[] = [];
    const folder = await hubModel("someone/tiny", { ...options, onProgress: (event) => progress.push(event) });
    expectWhole(folder);
    expect(existsSync(join(folder, "README.md"))).toBe(false);
    expect(progress.at(-1)).toEqual({ file: weights, done: files[weights].length, total: files[weights].length });
    const model = await openCausalLM(folder);
    expect(model.vocabularySize).toBe(300);
    await model.close();
    const asked = hub.asked.length;
    await hub.close();
    expect(await hubModel("someone/tiny", options)).toBe(folder);
    expect(await hubModel("someone/tiny", { ...options, offline: true })).toBe(folder);
    expect(await findModel("someone/tiny", { ...options, offline: true })).toBe(folder);
    expect(hub.asked.length).toBe(asked);
  });

  test("may be an image classifier, which comes with how its images are made ready", async () => {
    const found = await findImageClassifier("someone/resnet", await start());
    expect(found).toMatchObject({
      name: "someone/resnet",
      labels: ["flat", "left", "top"],
      preprocessing: { normalization: { mean: [0.1, 0.2, 0.3], deviation: [0.5, 0.5, 0.5] }, height: 8, width: 8 },
    });
    expect(hub.asked.some((path) => path.includes("quantized"))).toBe(false);
    const { path, preprocessing } = found;
    const seeing = await openImageClassifier(path, preprocessing);
    const image = imageOfBytes(3, 8, 8, new Uint8Array(192));
    expect((await seeing.see([image]))[0]?.logits).toHaveLength(3);
    await seeing.close();
  });

  test("is pinned to its commit, listed with its size, and cleared by name", async () => {
    const folder = await hubModel("someone/tiny", await start());
    const bytes = files[weights].length + files["config.json"].length;
    expect(await cacheList(cache)).toEqual([
      { id: "someone/tiny", commit: "0123456789abcdef0123456789abcdef01234567", folder, bytes },
    ]);
    expect(await cacheClear(cache, "someone/other")).toBe(false);
    expect(await cacheClear(cache, "someone/tiny")).toBe(true);
    expect(await cacheList(cache)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test("goes on after a cut connection where it stopped", async () => {
    const folder = await hubModel(
      "someone/tiny",
      await start((name, nth) => (name === weights && nth < 2 ? "cut" : undefined)),
    );
    expectWhole(folder);
    const ranges = hub.asked
      .filter((path) => path.startsWith("/cdn"))
      .map((path) => Number(/bytes=(\d+)-/.exec(path)?.[1] ?? 0));
    expect(ranges).toHaveLength(3);
    expect(ranges).toEqual(ranges.toSorted((a, b) => a - b));
    expect(ranges[1]).toBeGreaterThan(0);
    expect(pauses).toEqual([500, 1000]);
  });

  test("goes on from what a killed process left, and starts anew where that is wrong", async () => {
    const options = await start();
    const folder = commitFolder(cache, "someone/tiny", "0123456789abcdef0123456789abcdef01234567");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${weights}.part`), files[weights].subarray(0, 5000));
    writeFileSync(join(folder, "config.json.part"), "some other file's beginning");
    expectWhole(await hubModel("someone/tiny", options));
    expect(hub.asked.some((path) => path.endsWith("bytes=5000-"))).toBe(true);
  });

  test("starts anew where what was left is longer than the file", async () => {
    const options = await start();
    const folder = commitFolder(cache, "someone/tiny", "0123456789abcdef0123456789abcdef01234567");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${weights}.part`), Buffer.alloc(files[weights].length + 1));
    expectWhole(await hubModel("someone/tiny", options));
  });

  test("survives servers that fail for a moment", async () => {
    expectWhole(await hubModel("someone/tiny", await start((_, nth) => (nth === 0 ? 500 : undefined))));
  });

  test.each<[Trouble, string]>([
    ["cut", "the connection was cut"],
    ["wrong size", "the connection was cut"],
    ["wrong hash", "what arrived has the wrong hash"],
    [500, "failed with status 500"],
    [403, "it is gated, private, or does not exist"],
  ])("%s to the end is an error that says so, and leaves no model behind", async (trouble, message) => {
    const options = await start((name) => (name === weights ? trouble : undefined));
    const folder = commitFolder(cache, "someone/tiny", "0123456789abcdef0123456789abcdef01234567");
    // "cut" halves the rest each time, so five tries never end it
    await expect(hubModel("someone/tiny", options)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(message),
    });
    expect(existsSync(join(folder, weights))).toBe(false);
    expect(await cacheList(cache)).toEqual([]);
    expect(existsSync(join(modelRoot(cache, "someone/tiny"), "lock"))).toBe(false);
  });

  test("that is unknown, has no weights, or is not there offline is refused with what to do", async () => {
    const options = await start();
    await expect(hubModel("someone/unknown", options)).rejects.toThrow(
      /someone\/unknown: .*nothing under this name \(404\).*the name mini/,
    );
    await expect(hubModel("someone/nothing", options)).rejects.toThrow("expected onnx/model.onnx");
    await expect(hubModel("someone/tiny", { ...options, offline: true })).rejects.toThrow(
      /--offline.*the name mini.*local folder/,
    );
    expect(hub.asked.some((path) => path.includes("tiny"))).toBe(false);
    await expect(findModel("no such/folder/at all", options)).rejects.toThrow("expected mini, a folder");
  });

  test("without a network names the bundled model and the local folder", async () => {
    const options = await start();
    await hub.close();
    await expect(hubModel("someone/tiny", options)).rejects.toThrow(
      /no network \(ECONNREFUSED\).*the name mini.*local folder/,
    );
  });

  test("that nothing came of leaves nothing in the cache", async () => {
    const options = await start();
    await expect(hubModel("someone/unknown", options)).rejects.toThrow("404");
    expect(existsSync(join(cache, "models"))).toBe(false);
  });

  test("is not asked for where a file is named, there or not", async () => {
    const options = await start();
    const path = join(cache, "texts");
    writeFileSync(path, "");
    for (const [name, found] of [
      [path, "a file"],
      ["models/nosuch.txt", "no such file"],
    ] as const) {
      await expect(findModel(name, options)).rejects.toThrow(`but found ${found}. Check the spelling or the path.`);
    }
    expect(hub.asked).toEqual([]);
    expect(isHubId("Qwen/Qwen2.5-0.5B")).toBe(true);
  });

  test("names the bundled model of its kind", async () => {
    const options = { ...(await start()), offline: true };
    await expect(findImageClassifier("someone/resnet", options)).rejects.toThrow("under the name mini-cnn,");
    await expect(findModel("a b", { ...options, instead: "mini-clip" })).rejects.toThrow(
      "expected mini-clip, a folder",
    );
  });

  test("on a full disk says where, and leaves no lock", async () => {
    const options = await start();
    await expect(hubModel("someone/tiny", { ...options, openWriter: fullDisk })).rejects.toThrow(
      `expected room for it in ${cache} but the disk is full`,
    );
    expectWhole(await hubModel("someone/tiny", options));
  });

  test("stops where it is told to, keeps what has come, lets others in, and goes on from there", async () => {
    const options = await start((name, nth) => (name === weights && nth === 0 ? "stall" : undefined));
    const leaving = new AbortController();
    const half = Math.floor(files[weights].length / 2);
    const onProgress = ({ file, done }: DownloadProgress): void => {
      if (file === weights && done >= half) leaving.abort(new Error("left"));
    };
    await expect(hubModel("someone/tiny", { ...options, onProgress, signal: leaving.signal })).rejects.toThrow("left");
    expect(existsSync(join(modelRoot(cache, "someone/tiny"), "lock"))).toBe(false);
    expectWhole(await hubModel("someone/tiny", options));
    expect(hub.asked.at(-1)).toContain(`bytes=${half}-`);
  });

  test("stops while another process is waited for", async () => {
    const { wait: _, ...options } = await start();
    mkdirSync(modelRoot(cache, "someone/tiny"), { recursive: true });
    writeFileSync(join(modelRoot(cache, "someone/tiny"), "lock"), `1 elsewhere`);
    const leaving = new AbortController();
    const onWait = (): void => leaving.abort(new Error("left"));
    await expect(hubModel("someone/tiny", { ...options, onWait, signal: leaving.signal })).rejects.toThrow("left");
  });

  test("that two calls ask for at once is downloaded once", async () => {
    const options = await start();
    const waiting = { ...options, wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms / 10)) };
    const folders = await Promise.all([hubModel("someone/tiny", waiting), hubModel("someone/tiny", waiting)]);
    expect(folders[0]).toBe(folders[1]);
    expect(hub.asked.filter((path) => path.startsWith("/cdn"))).toHaveLength(1);
  });

  test("that two processes ask for at once is downloaded once, and a lock of a dead process is taken over", async () => {
    const { endpoint = "" } = await start();
    mkdirSync(modelRoot(cache, "someone/tiny"), { recursive: true });
    const dead = await exited(spawn(process.execPath, ["-e", ""]));
    const { hostname } = await import("node:os");
    writeFileSync(join(modelRoot(cache, "someone/tiny"), "lock"), `${dead} ${hostname()}`);
    const script = `import("${new URL("../../src/models/hub.ts", import.meta.url).href}").then(({ hubModel }) => hubModel("someone/tiny", ${JSON.stringify({ cache, endpoint })})).then((folder) => process.stdout.write(folder))`;
    const run = (): Promise<string> =>
      output(spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] }));
    const [first, second] = await Promise.all([run(), run()]);
    expect(first).toBe(second);
    expectWhole(first ?? "");
    expect(hub.asked.filter((path) => path.startsWith("/cdn"))).toHaveLength(1);
  });
});

function exited(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve) => child.on("exit", () => resolve(child.pid ?? 0)));
}

function output(child: ReturnType<typeof spawn>): Promise<string> {
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => child.on("close", () => resolve(text)));
}

test("the cache folder is the one named, else the user's", () => {
  expect(cacheFolder({ EVENHAND_CACHE: "/somewhere", XDG_CACHE_HOME: "/x" })).toBe("/somewhere");
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" })).toBe(join("/x", "evenhand"));
  expect(cacheFolder({ EVENHAND_CACHE: "" })).toMatch(/evenhand$/);
});

test("a hub id is an owner and a name, or a name, and no path", () => {
  expect(["gpt2", "openai-community/gpt2", "a/b.c_d-1"].map(isHubId)).toEqual([true, true, true]);
  expect(["", "./x", "../x", "a/b/c", "/x", "a b", "a/..", ".hidden", "C:\\x"].map(isHubId)).toEqual(
    Array.from({ length: 9 }, () => false),
  );
});
