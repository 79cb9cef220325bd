import { Box, Text } from "ink";
import type { ReactElement } from "react";
import stringWidth from "string-width";
import { type LineEdit, visibleLine } from "../kernel/line-edit.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { inCells } from "../kernel/cell-text.ts";
import { cursorOf } from "./cursor.ts";
import { fieldsOf } from "./fields.ts";
import { columnsFrom, gutterOf, type ShownColumn } from "./layout.ts";
import { cellsOf, headingsOf } from "./sheet.ts";
import { draftOf, type Editing } from "./state.ts";

interface Drawn {
  readonly state: Editing;
  readonly look: Look;
  readonly columns: readonly ShownColumn[];
  readonly gutter: number;
}

/** The sheet in sight: a heading and the rows of its window. Cost: what is in sight, however long the list. */
export function TableView({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const draft = draftOf(state);
  const { sheet } = state;
  const { window, left } = cursorOf(state);
  const headings = headingsOf(draft, sheet);
  const gutter = gutterOf(window.count);
  const columns = columnsFrom(sheet, { count: headings.length, left, columns: look.columns - gutter });
  const height = Math.max(0, Math.min(window.count - window.top, look.rows - 1));
  const drawn = { state, look, columns, gutter };
  const [more, first] = [(columns.at(-1)?.column ?? 0) + 1 < headings.length, columns[0]?.column ?? 0];
  const marks = `${first > 0 ? "‹" : " "}${more ? "›" : " "}`;
  return (
    <Box flexDirection="column">
      <Text {...styleOf("heading", look)} wrap="truncate">
        {marks.padEnd(gutter) +
          (sheet === "about" ? " what list.json says" : columns.map((one) => headingCell(headings, one)).join(""))}
      </Text>
      {window.count === 0 ? <Text {...styleOf("faint", look)}> No rows yet: o adds one.</Text> : null}
      {Array.from({ length: height }, (_, i) => (
        <RowLine key={i} row={window.top + i} {...drawn} />
      ))}
    </Box>
  );
}

const headingCell = (headings: readonly string[], { column, width }: ShownColumn): string =>
  ` ${inCells(headings[column] ?? "", width - 1)}`;

function RowLine({ row, ...drawn }: Drawn & { readonly row: number }): ReactElement {
  const { state, look, columns, gutter } = drawn;
  const isSelected = cursorOf(state).window.selected === row;
  const cells = cellsOf(draftOf(state), state.sheet, row);
  const number = `${isSelected ? ">" : " "}${String(row + 1).padStart(gutter - 2)} `;
  return (
    <Text wrap="truncate">
      <Text {...styleOf("faint", look)}>{number}</Text>
      {state.sheet === "about" ? <FieldName row={row} {...drawn} /> : null}
      {columns.map((one) => (
        <Cell key={one.column} text={cells[one.column] ?? ""} isRow={isSelected} column={one} drawn={drawn} />
      ))}
    </Text>
  );
}

/** Width of the names of fields. */
const names = 24;

const FieldName = ({ state, row }: Drawn & { readonly row: number }): ReactElement => (
  <Text>{inCells(fieldsOf(draftOf(state))[row]?.label ?? "", names)}</Text>
);

function Cell(props: {
  readonly text: string;
  readonly isRow: boolean;
  readonly column: ShownColumn;
  readonly drawn: Drawn;
}): ReactElement {
  const { text, isRow, column, drawn } = props;
  const { state, look } = drawn;
  const width = Math.max(0, column.width - 2 - (state.sheet === "about" ? names : 0));
  if (!isRow || cursorOf(state).column !== column.column) return <Text>{` ${inCells(text, width)} `}</Text>;
  if (state.mode.kind === "cell") return <TypedCell line={state.mode.line} width={width} look={look} />;
  return <Text {...styleOf("selected", look)}>{`[${inCells(text, width)}]`}</Text>;
}

/** A cell that is being typed, its cursor in sight. */
function TypedCell(props: { readonly line: LineEdit; readonly width: number; readonly look: Look }): ReactElement {
  const { line, width, look } = props;
  const { before, under, after } = visibleLine(line, width);
  return (
    <Text>
      {`|${before}`}
      <Text {...styleOf("selected", look)}>{under}</Text>
      {`${after}${" ".repeat(Math.max(0, width - stringWidth(before + under + after)))}|`}
    </Text>
  );
}
