import type { DownloadProgress } from "../../models/hub.ts";
import type { Network } from "../../pipelines/network.ts";

/** What a model that is being opened is waiting for: a file on its way, or another process that gets the same one. */
export type Download = FileOnItsWay | { readonly kind: "elsewhere" };

interface FileOnItsWay extends DownloadProgress {
  readonly kind: "file";
  /** Milliseconds since this file was first told of, and the bytes of it that were there then. */
  readonly elapsedMs: number;
  readonly before: number;
}

/** A file is told of at most this often; its beginning and its end always. */
const millisecondsBetweenNews = 100;

/** The network, which tells how its downloads stand and ends them by a signal. */
export function watchedNetwork(
  network: Network,
  {
    now,
    tell,
    signal,
  }: { readonly now: () => number; readonly tell: (download: Download) => void; readonly signal: AbortSignal },
): Network {
  let current: { readonly file: string; readonly since: number; readonly before: number; told: number } | undefined;
  return {
    ...network,
    signal,
    onWait: () => tell({ kind: "elsewhere" }),
    onProgress(progress) {
      const { file, done, total } = progress;
      const time = now();
      const isNew = current?.file !== file;
      if (current === undefined || isNew) current = { file, since: time, before: done, told: time };
      if (!isNew && done !== total && time - current.told < millisecondsBetweenNews) return;
      current.told = time;
      tell({ kind: "file", ...progress, elapsedMs: time - current.since, before: current.before });
    },
  };
}
