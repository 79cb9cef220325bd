import type { ImageActionName } from "../../images/image-action.ts";
import { type ClipSession, openClipSession } from "../../pipelines/clip/clip-session.ts";
import type { ClipOptions } from "./clip-options.ts";
import { networkOf } from "../network.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** Opens what a command's options name, with a progress line each for prompts and images. */
export async function openShownSession(
  options: ClipOptions,
  groups: readonly ImageActionName[],
  terminal: Terminal,
): Promise<ClipSession> {
  const texts = progressOn(terminal, { label: "Reading prompts", unit: "classes" });
  const images = progressOn(terminal, { label: "Looking at images", unit: "images" });
  try {
    return await openClipSession(options, groups, networkOf(terminal, options), {
      onTexts: (done, total) => texts.update(done, total),
      onImages: (done, total) => {
        texts.end();
        images.update(done, total);
      },
    });
  } finally {
    texts.end();
    images.end();
  }
}
