import { cacheClear, cacheFolder, cacheList } from "../store/download-cache.ts";
import { cachedVectors, clearVectors } from "../store/vector-cache.ts";
import { cachedUnits, clearUnits } from "../store/unit-cache.ts";
import { UserError } from "../text/user-error.ts";
import type { CacheOptions } from "./cache-options.ts";
import { harmless } from "../text/harmless.ts";
import { table } from "../text/layout.ts";
import type { Terminal } from "./terminal.ts";

/** The models that were downloaded and the texts of audits and features of images that were kept, and how large they are. */
export async function listCache(options: CacheOptions, terminal: Terminal): Promise<void> {
  const cache = cacheFolder(terminal.environment);
  const models = await cacheList(cache);
  const audits = await cachedUnits(cache);
  const features = await cachedVectors(cache);
  if (options.json === true) {
    for (const model of models) await terminal.write(`${JSON.stringify(model)}\n`);
    if (audits.units > 0) await terminal.write(`${JSON.stringify({ audits })}\n`);
    if (features > 0) await terminal.write(`${JSON.stringify({ features: { bytes: features } })}\n`);
    return;
  }
  const rows = models.map(({ id, bytes, commit }) => [
    harmless(id),
    `${(bytes / 1e6).toFixed(1)} MB`,
    commit.slice(0, 12),
  ]);
  const lines = models.length === 0 ? ["Nothing was downloaded."] : table(["model", "size", "commit"], rows);
  const kept =
    audits.units === 0 ? [] : [`Texts of audits: ${(audits.bytes / 1e6).toFixed(1)} MB, ${audits.units} units`];
  const seen = features === 0 ? [] : [`Features of images and texts: ${(features / 1e6).toFixed(1)} MB`];
  await terminal.write(`${[`Cache: ${harmless(cache)}`, ...lines, ...kept, ...seen].join("\n")}\n`);
}

/** Removes a model, or all of them, the texts of audits and the features. */
export async function clearCache(model: string | undefined, options: CacheOptions, terminal: Terminal): Promise<void> {
  const cache = cacheFolder(terminal.environment);
  const hadModels = await cacheClear(cache, model);
  const hadOther = model === undefined && [await clearUnits(cache), await clearVectors(cache)].includes(true);
  const cleared = hadOther || hadModels;
  if (model !== undefined && !cleared) {
    throw new UserError(
      `cache clear: expected a model of the cache but found no "${model}" in it. See evenhand cache list.`,
    );
  }
  const said = cleared ? "Removed." : "The cache was empty.";
  await terminal.write(options.json === true ? `${JSON.stringify({ cleared })}\n` : `${said}\n`);
}
