import { type ProgressLine, progressOn } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

/** Told while a file is downloaded: bytes so far, and of how many where that is known. */
export type OnDownload = (file: string, done: number, total: number | undefined) => void;

/** A progress line for each file that is downloaded. */
export function downloadProgress(terminal: Terminal): OnDownload {
  let current: { readonly file: string; readonly line: ProgressLine } | undefined;
  return (file, done, total) => {
    if (current?.file !== file) {
      current?.line.end();
      current = { file, line: progressOn(terminal, { label: `Downloading ${file}`, unit: "bytes" }) };
    }
    current.line.update(done, total);
    if (done === total) current.line.end();
  };
}
