import type { PanelName, PanelState } from "../panel.ts";
import { actionContent } from "./action-content.ts";
import { coverageContent } from "./coverage-content.ts";
import type { Content, ContentLook, PanelContent } from "./line.ts";
import { lintContent } from "./lint-content.ts";
import { nextContent } from "./next-content.ts";
import { piecesContent } from "./pieces-content.ts";
import { previewContent } from "./preview-content.ts";
import { suggestionsContent } from "./suggestions-content.ts";

const contents: Readonly<Record<PanelName, PanelContent>> = {
  lint: lintContent,
  pieces: piecesContent,
  action: actionContent,
  preview: previewContent,
  next: nextContent,
  coverage: coverageContent,
  suggestions: suggestionsContent,
};

/** What the panel in sight shows. Cost: what is in sight, but for a few dozen lines. */
export const contentOf = (state: PanelState, look: ContentLook): Content => contents[state.shown](state, look);

/** Lines for the list of a panel: what the names of the panels, the lines on top and those at the bottom leave. */
export function bodyRows(
  { header, count, detail }: Content,
  rows: number,
): { readonly body: number; readonly detail: number } {
  const room = Math.max(1, rows - 1 - header.length);
  if (detail === undefined || count === 0) return { body: room, detail: 0 };
  const forDetail = Math.max(room >= 10 ? 6 : Math.floor(room / 2), Math.min(detail.length, room - count));
  return { body: Math.max(1, room - forDetail), detail: forDetail };
}
