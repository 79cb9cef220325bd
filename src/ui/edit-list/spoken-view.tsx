import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { lineText } from "../kernel/line-edit.ts";
import type { Look } from "../kernel/screen.ts";
import { PanelView } from "../list-panels/panel-view.tsx";
import { cursorOf, layoutFor } from "./cursor.ts";
import { fieldsOf } from "./fields.ts";
import { cellsOf, headingsOf, type Sheet } from "./sheet.ts";
import { draftOf, type Editing, isUnsaved } from "./state.ts";
import { placeWords, questionOf } from "./status-line.tsx";

const sheetNames: Readonly<Record<Sheet, string>> = {
  equality: "Sheet 1, orbits",
  neutral: "Sheet 2, neutral words",
  general: "Sheet 3, general words",
  about: "Sheet 4, what the list says of itself",
};

/** The editor for a screen reader: the selected row in sentences, no columns. */
export function SpokenView({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const { sheet, mode, message = "" } = state;
  const { window } = cursorOf(state);
  const cells = cellsOf(draftOf(state), sheet, window.selected);
  const headings =
    sheet === "about" ? [fieldsOf(draftOf(state))[window.selected]?.label ?? ""] : headingsOf(draftOf(state), sheet);
  const row = headings.map((heading, i) => `${heading}: ${cells[i] === "" ? "empty" : (cells[i] ?? "none")}`);
  const lines = [
    `${sheetNames[sheet]}. ${isUnsaved(state) ? "Not saved." : "Saved."}`,
    `Row ${Math.min(window.count, window.selected + 1)} of ${window.count}. ${row.join("; ")}.`,
    mode.kind === "cell" ? `Typing: ${lineText(mode.line)}` : `Selected: ${placeWords(state)}.`,
    questionOf(state),
    message,
  ].filter((line) => line !== "");
  const { panels } = layoutFor(state, look);
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        <Text key={`line ${i}`}>{harmless(line)}</Text>
      ))}
      {panels === undefined ? null : (
        <PanelView state={state.panels} look={{ ...look, columns: look.columns, rows: panels.rows }} />
      )}
    </Box>
  );
}
