import type { Network } from "../pipelines/network.ts";
import type { LockHolder } from "../store/file-lock.ts";
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
    onWait: (holder) => terminal.log(`${waitingFor(holder)}\n`),
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

const waitingFor = ({ pid, host, path, isHere }: LockHolder): string =>
  isHere
    ? "Another process is downloading this model: waiting for it."
    : `Process ${pid} on ${host} is downloading this model: waiting for it. If it no longer runs, delete ${path}.`;
