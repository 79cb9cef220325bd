import { expect, it } from "vitest";
import type { Network } from "../../src/pipelines/network.ts";
import type { OpenText, TextNames } from "../../src/pipelines/open-text.ts";
import type { Download } from "../../src/ui/download/download.ts";
import { openedTexts } from "../../src/ui/opened-texts.ts";

const names = (model: string): TextNames => ({ model, classifier: "mini", words: "gender" });

/** An opener whose openings wait to be answered; one that is told to stop fails, as a download does. */
function playedOpener() {
  const begun: { readonly model: string; readonly network: Network; finish(): void; fail(message: string): void }[] =
    [];
  const closed: string[] = [];
  const opener = ({ model }: TextNames, network: Network = {}): Promise<OpenText> =>
    new Promise((resolve, reject) => {
      network.signal?.addEventListener("abort", () => reject(network.signal?.reason as Error));
      begun.push({
        model,
        network,
        finish: () => resolve({ close: async () => void closed.push(model) } as OpenText),
        fail: (message) => reject(new Error(message)),
      });
    });
  let time = 0;
  return { begun, closed, texts: openedTexts({}, () => (time += 1000), opener) };
}

it("opens the same names once for all who want them, and tells each of the download", async () => {
  const { begun, texts } = playedOpener();
  const heard: Download[] = [];
  const first = texts.open(names("a"), { onDownload: (download) => heard.push(download) });
  const second = texts.open(names("a"), { onDownload: (download) => heard.push(download) });
  begun[0]?.network.onProgress?.({ file: "config.json", done: 5, total: 10 });
  expect(heard.map((download) => download.kind)).toEqual(["file", "file"]);
  begun[0]?.finish();
  expect(await first).toBe(await second);
  expect(await texts.open(names("a"))).toBe(await first);
  expect(begun).toHaveLength(1);
});

it("ends a download once nobody waits for it, and begins anew for the next who asks", async () => {
  const { begun, texts } = playedOpener();
  const [one, other] = [new AbortController(), new AbortController()];
  const both = [one, other].map(({ signal }) => texts.open(names("a"), { signal }));
  const ends = Promise.allSettled(both);
  one.abort(new Error("left"));
  expect(begun[0]?.network.signal?.aborted).toBe(false);
  other.abort(new Error("left"));
  expect((await ends).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const again = texts.open(names("a"));
  begun[1]?.finish();
  await again;
  await expect(texts.open(names("a"), { signal: one.signal })).rejects.toThrow("left");
});

it("tries again what failed, and lets a failure disturb nobody else", async () => {
  const { begun, texts } = playedOpener();
  const failing = texts.open(names("a"));
  const others = [texts.open(names("b")), texts.open(names("c"))]; // too many: the first one is shut
  begun[0]?.fail("no such model");
  begun[1]?.finish();
  begun[2]?.finish();
  await expect(failing).rejects.toThrow("closed the model");
  await Promise.all(others);
  const again = texts.open(names("a"));
  begun[3]?.finish();
  await again;
});

it("keeps the two that were used last, and closes the others", async () => {
  const { begun, closed, texts } = playedOpener();
  for (const [i, model] of ["a", "b", "a", "c"].entries()) {
    const opening = texts.open(names(model));
    begun[i === 3 ? 2 : i]?.finish();
    await opening;
  }
  expect(closed).toEqual(["b"]);
  await texts.close();
  expect(closed.toSorted()).toEqual(["a", "b", "c"]);
});

it("does not wait for a download when it closes", async () => {
  const { begun, texts } = playedOpener();
  const waiting = texts.open(names("a"));
  await Promise.all([expect(waiting).rejects.toThrow("closed"), texts.close()]);
  expect(begun[0]?.network.signal?.aborted).toBe(true);
});
