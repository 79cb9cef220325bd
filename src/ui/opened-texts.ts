import type { Network } from "../pipelines/network.ts";
import type { OpenText, openText, TextNames } from "../pipelines/open-text.ts";
import { type Download, watchedNetwork } from "./download/download.ts";

/** What whoever wants models hears while they are got, and how it says that it wants them no more. */
export interface Wanting {
  readonly signal?: AbortSignal;
  onDownload?(download: Download): void;
}

/** Models, classifiers and word lists that stay open between screens. */
export interface OpenedTexts {
  /**
   * Opens what is named, or gives what is open already. Throws UserError on what cannot be opened, the signal's reason where that aborts. What is
   * being downloaded goes on while anybody waits for it.
   */
  open(names: TextNames, wanting?: Wanting): Promise<OpenText>;
  /** Closes everything, and ends what is being downloaded. */
  close(): Promise<void>;
}

/** At most this many sets of names stay open: the last used. */
const most = 2;

interface Opened {
  readonly opening: Promise<OpenText>;
  readonly stop: AbortController;
  readonly wanting: Set<Wanting>;
  isOpen: boolean;
}

/** Nothing opened yet; `opener` opens. */
export function openedTexts(network: Network, now: () => number, opener: typeof openText): OpenedTexts {
  const opened = new Map<string, Opened>();
  const begin = (key: string, names: TextNames): Opened => {
    const stop = new AbortController();
    const wanting = new Set<Wanting>();
    const tell = (download: Download): void => wanting.forEach((one) => one.onDownload?.(download));
    const opening = opener(names, watchedNetwork(network, { now, tell, signal: stop.signal }));
    const entry: Opened = { opening, stop, wanting, isOpen: false };
    opening.then(
      () => (entry.isOpen = true),
      () => opened.get(key) === entry && opened.delete(key), // what failed is tried again
    );
    return entry;
  };
  return {
    async open(names, wanting = {}) {
      const key = JSON.stringify(names);
      const known = opened.get(key);
      const isOfUse = known !== undefined && (known.isOpen || !known.stop.signal.aborted);
      if (known !== undefined && !isOfUse) void shut(known);
      const entry = isOfUse ? known : begin(key, names);
      opened.delete(key); // and put it last: the first one is the one used longest ago
      opened.set(key, entry);
      const tooMany = [...opened].slice(0, Math.max(0, opened.size - most));
      for (const [oldest] of tooMany) opened.delete(oldest);
      const [open] = await Promise.all([wanted(entry, wanting), ...tooMany.map(([, old]) => shut(old))]);
      return open;
    },
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(shut));
    },
  };
}

/** What is being opened, for as long as it is wanted. */
async function wanted({ opening, stop, wanting }: Opened, one: Wanting): Promise<OpenText> {
  const { signal } = one;
  const leave = (): void => {
    wanting.delete(one);
    if (wanting.size === 0) stop.abort(signal?.reason);
  };
  signal?.throwIfAborted();
  signal?.addEventListener("abort", leave);
  wanting.add(one);
  try {
    return await opening;
  } finally {
    signal?.removeEventListener("abort", leave);
    wanting.delete(one);
  }
}

/** Ends what is still being downloaded, and closes what was opened; what never opened has nothing to close. */
async function shut({ opening, stop }: Opened): Promise<void> {
  stop.abort(new Error("The application closed the model."));
  const open = await opening.catch(() => undefined);
  await open?.close();
}
