import type { Network } from "../pipelines/network.ts";
import { type ProgressLine, progressOn } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

/** The network as a command may use it, with a progress line for each file that is downloaded. */
export function networkOf(
  terminal: Terminal,
  { offline = false }: { readonly offline?: boolean },
): Network & Required<Pick<Network, "onProgress">> {
  let current: { readonly file: string; readonly line: ProgressLine } | undefined;
  return {
    environment: terminal.environment,
    offline,
    onWait: () => terminal.log("Another process is downloading this model: waiting for it.\n"),
    onProgress: ({ file, done, total }) => {
      if (current?.file !== file) {
        current?.line.end();
        current = { file, line: progressOn(terminal, { label: `Downloading ${file}`, unit: "bytes" }) };
      }
      current.line.update(done, total);
      if (done === total) current.line.end();
    },
  };
}
