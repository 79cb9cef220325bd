import { availableParallelism } from "node:os";
import { openText, type OpenText, type TextNames } from "../pipelines/open-text.ts";
import { networkOf } from "./network.ts";
import type { Terminal } from "./terminal.ts";

const quietMs = 2000;

/** Opens what a command works with, and says so where that takes longer than two seconds. */
export async function openShown(
  options: TextNames & { readonly offline?: boolean },
  terminal: Terminal,
): Promise<OpenText> {
  const timer = setTimeout(() => terminal.log(`Opening ${options.model} …\n`), quietMs);
  const network = networkOf(terminal, options);
  try {
    return await openText(
      { threads: availableParallelism(), ...options },
      {
        ...network,
        onProgress: (progress) => {
          clearTimeout(timer); // the download has a line of its own
          network.onProgress(progress);
        },
      },
    );
  } finally {
    clearTimeout(timer);
  }
}
