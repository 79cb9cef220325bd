import { harmless } from "../../text/harmless.ts";
import { progressLine, progressSentence } from "../../text/progress.ts";
import type { Look } from "../kernel/screen.ts";
import type { Download } from "./download.ts";

/** How a download stands, in a line; without a bar for a screen reader. */
export function downloadText(download: Download, { screenReader }: Pick<Look, "screenReader">): string {
  if (download.kind === "elsewhere") return "Another process is downloading this model: waiting for it.";
  const progress = { ...download, label: `Downloading ${harmless(download.file)}`, unit: "bytes" };
  return screenReader ? progressSentence(progress) : progressLine(progress);
}

/** What is true while something is being downloaded. */
export const downloadNote = "Esc stops it; what has come is kept, and a later try goes on from there.";
