import { cacheClear, cacheFolder, cacheList } from "../store/download-cache.ts";
import { UserError } from "../text/user-error.ts";
import type { CacheOptions } from "./commands/cache.ts";
import { harmless } from "../text/harmless.ts";
import { table } from "../text/layout.ts";
import type { Terminal } from "./terminal.ts";

/** The models that were downloaded, and how large they are. */
export async function listCache(options: CacheOptions, terminal: Terminal): Promise<void> {
  const cache = cacheFolder(terminal.environment);
  const models = await cacheList(cache);
  if (options.json === true) {
    for (const model of models) await terminal.write(`${JSON.stringify(model)}\n`);
    return;
  }
  const rows = models.map(({ id, bytes, commit }) => [
    harmless(id),
    `${(bytes / 1e6).toFixed(1)} MB`,
    commit.slice(0, 12),
  ]);
  const lines = models.length === 0 ? ["Nothing was downloaded."] : table(["model", "size", "commit"], rows);
  await terminal.write(`${[`Cache: ${harmless(cache)}`, ...lines].join("\n")}\n`);
}

/** Removes a model, or all of them. */
export async function clearCache(model: string | undefined, options: CacheOptions, terminal: Terminal): Promise<void> {
  const cleared = await cacheClear(cacheFolder(terminal.environment), model);
  if (model !== undefined && !cleared) {
    throw new UserError(
      `cache clear: expected a model of the cache but found no "${model}" in it. See evenhand cache list.`,
    );
  }
  const said = cleared ? "Removed." : "Nothing was downloaded.";
  await terminal.write(options.json === true ? `${JSON.stringify({ cleared })}\n` : `${said}\n`);
}
