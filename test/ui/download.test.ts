import { expect, it } from "vitest";
import { type Download, watchedNetwork } from "../../src/ui/download/download.ts";
import { downloadText } from "../../src/ui/download/download-text.ts";

/** What is told of chunks that come at these times, ms. */
function toldOf(chunks: readonly { readonly at: number; readonly file: string; readonly done: number }[]) {
  const told: Download[] = [];
  let time = 0;
  const network = watchedNetwork(
    {},
    {
      now: () => time,
      tell: (download) => told.push(download),
      signal: new AbortController().signal,
    },
  );
  for (const { at, file, done } of chunks) {
    time = at;
    network.onProgress?.({ file, done, total: 100 });
  }
  return told;
}

it("tells ten times a second at most, and of each file's beginning and end", () => {
  const chunks = Array.from({ length: 100 }, (_, i) => ({ at: i * 10, file: "onnx/model.onnx", done: i + 1 }));
  const told = toldOf([...chunks, { at: 995, file: "tokenizer.json", done: 100 }]);
  expect(told.map((download) => download.kind === "file" && download.done)).toEqual([
    1, 11, 21, 31, 41, 51, 61, 71, 81, 91, 100, 100,
  ]);
});

it("takes the rate from what came since, not from what an earlier try left", () => {
  const [, last] = toldOf([
    { at: 0, file: "a", done: 50 },
    { at: 2000, file: "a", done: 60 },
  ]);
  expect(last).toMatchObject({ before: 50, elapsedMs: 2000 });
});

it("is a bar to be seen and a sentence to be heard, whatever a file is called", () => {
  const download: Download = {
    kind: "file",
    file: "onnx/\u001B[2Jmodel.onnx",
    done: 5_000_000,
    total: 10_000_000,
    elapsedMs: 2000,
    before: 1_000_000,
  };
  expect(downloadText(download, { screenReader: false })).toBe(
    "Downloading onnx/model.onnx  [##########..........]  5.0 MB of 10.0 MB  2.0 MB/s  3 s left",
  );
  expect(downloadText(download, { screenReader: true })).toBe(
    "Downloading onnx/model.onnx: 5.0 MB of 10.0 MB, 2.0 MB/s, 3 s left.",
  );
  expect(downloadText({ kind: "elsewhere" }, { screenReader: false })).toMatch(/^Another process/u);
});
