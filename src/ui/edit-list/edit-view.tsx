import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { PanelView } from "../list-panels/panel-view.tsx";
import { cursorOf, layoutFor } from "./cursor.ts";
import { fieldsOf } from "./fields.ts";
import { sheets } from "./sheet.ts";
import { SpokenView } from "./spoken-view.tsx";
import { type Editing, type EditState, draftOf, isUnsaved } from "./state.ts";
import { StatusLine } from "./status-line.tsx";
import { TableView } from "./table-view.tsx";

/** A list while it is edited: its sheets, the table, the panels, a line of words. */
export function EditView({ state, look }: { readonly state: EditState; readonly look: Look }): ReactElement {
  if (state.kind === "opening") {
    const text = state.failure ?? "Reading the list …";
    return (
      <Box flexDirection="column">
        {wrap(harmless(text), look.columns - 1).map((line, i) => (
          <Text key={`line ${i}`} {...styleOf(state.failure === undefined ? "faint" : "problem", look)}>
            {line}
          </Text>
        ))}
      </Box>
    );
  }
  return look.screenReader ? <SpokenView state={state} look={look} /> : <SheetsView state={state} look={look} />;
}

function SheetsView({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const { table, panels } = layoutFor(state, look);
  const isBeside = panels?.isBeside === true;
  const shown =
    panels === undefined ? null : (
      <Box width={panels.columns} height={panels.rows} marginLeft={isBeside ? 2 : 0} flexShrink={0}>
        {state.sheet === "about" ? (
          <FieldText state={state} look={{ ...look, columns: panels.columns, rows: panels.rows }} />
        ) : (
          <PanelView state={state.panels} look={{ ...look, columns: panels.columns, rows: panels.rows }} />
        )}
      </Box>
    );
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows} overflow="hidden">
      <SheetsLine state={state} look={look} />
      <Box flexDirection={isBeside ? "row" : "column"} overflow="hidden">
        <Box width={table.columns} height={table.rows + 1} flexShrink={0}>
          <TableView state={state} look={{ ...look, columns: table.columns, rows: table.rows + 1 }} />
        </Box>
        {shown}
      </Box>
      <StatusLine state={state} look={look} />
    </Box>
  );
}

/** The selected field's whole text, which seldom fits on its line. */
function FieldText({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const field = fieldsOf(draftOf(state))[cursorOf(state).window.selected];
  const lines = wrap(harmless(field?.text ?? ""), look.columns - 1).slice(0, look.rows - 1);
  return (
    <Box flexDirection="column">
      <Text {...styleOf("heading", look)}>{harmless(field?.label ?? "")}</Text>
      {lines.map((line, i) => (
        <Text key={`line ${i}`}>{line}</Text>
      ))}
    </Box>
  );
}

function SheetsLine({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const { equality, neutral, general } = draftOf(state);
  const names = {
    equality: `orbits E ${equality.length}`,
    neutral: `neutral N ${neutral.length}`,
    general: `general G ${general.length}`,
    about: "about",
  };
  return (
    <Text wrap="truncate">
      {sheets.map((sheet, i) => (
        <Text key={sheet} {...(sheet === state.sheet ? styleOf("selected", look) : {})}>
          {sheet === state.sheet ? `[${i + 1} ${names[sheet]}]` : ` ${i + 1} ${names[sheet]} `}
        </Text>
      ))}
      <Text {...styleOf(isUnsaved(state) ? "warning" : "faint", look)}>{`  ${keptWords(state)}`}</Text>
    </Text>
  );
}

function keptWords(state: Editing): string {
  if (!isUnsaved(state)) return state.list.folder === undefined ? "shipped: a copy" : "saved";
  return state.kept === draftOf(state) ? "unsaved; draft kept" : "not saved";
}
