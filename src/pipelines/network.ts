import type { DownloadProgress, HubOptions } from "../models/hub.ts";
import { cacheFolder } from "../store/download-cache.ts";
import type { LockHolder } from "../store/file-lock.ts";

/** Where models may come from, as the user's surroundings and options say. */
export interface Network {
  /** Variables of the process: EVENHAND_CACHE, HF_ENDPOINT, HF_TOKEN. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** @default false */
  readonly offline?: boolean;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Told where another process is downloading the same model. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Ends a download where it aborts; a later one goes on from there. */
  readonly signal?: AbortSignal;
}

/** The hub's options. */
export function hubOptions({ environment = {}, ...rest }: Network): HubOptions {
  const { HF_ENDPOINT: endpoint = "", HF_TOKEN: token = "" } = environment;
  return {
    cache: cacheFolder(environment),
    ...rest,
    ...(endpoint === "" ? {} : { endpoint }),
    ...(token === "" ? {} : { token }),
  };
}
