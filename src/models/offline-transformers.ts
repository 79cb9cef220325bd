import "./no-telemetry.ts";

/** transformers.js with the network off: it reads files that are here, and no others. */
export async function offlineTransformers() {
  const transformers = await import("@xenova/transformers");
  transformers.env.allowRemoteModels = false;
  transformers.env.allowLocalModels = true;
  return transformers;
}
