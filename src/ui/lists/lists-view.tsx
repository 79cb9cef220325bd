import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { counted } from "../../text/counted.ts";
import { harmless } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import { inCells } from "../kernel/cell-text.ts";
import { type LineEdit, visibleLine } from "../kernel/line-edit.ts";
import { inSight, listWindow } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import { type Role, styleOf } from "../kernel/theme.ts";
import type { Form, FormField } from "./forms.ts";
import { type ListItem, type ListsState, selectedList, shownLists } from "./state.ts";

/** All lists at hand and what the selected one says of itself, or a form. */
export function ListsView({ state, look }: { readonly state: ListsState; readonly look: Look }): ReactElement {
  const { mode } = state;
  if (mode.kind === "form")
    return <FormView form={mode.form} message={state.message ?? (mode.isBusy ? "Writing …" : "")} look={look} />;
  const lists = shownLists(state);
  return (
    <Box flexDirection="column">
      <Text {...styleOf("heading", look)} wrap="truncate">
        {headline(state, lists.length)}
      </Text>
      {inSight(lists, state.window).map((item, i) => (
        <ItemLine key={item.what} item={item} isSelected={state.window.top + i === state.window.selected} look={look} />
      ))}
      <Text> </Text>
      <AboutView
        item={selectedList(state)}
        rows={Math.max(1, look.rows - 3 - Math.min(lists.length, state.window.height))}
        look={look}
      />
      <BottomLine state={state} look={look} />
    </Box>
  );
}

function headline({ found, filter, window }: ListsState, count: number): string {
  if (found === undefined) return "Looking for word lists …";
  const which = filter === "" ? "" : ` with “${harmless(filter)}”`;
  return count === 0 ? `No word list${which}.` : `${window.selected + 1} of ${count} word lists${which}`;
}

const nameCells = 22;

const factsOf = ({ isShipped, problem, rows, hasDraft }: ListItem): string =>
  [
    isShipped ? "shipped" : "yours",
    problem === undefined ? counted(rows, "row") : "cannot be read",
    ...(hasDraft ? ["a draft is not saved"] : []),
  ].join(", ");

function ItemLine(props: { readonly item: ListItem; readonly isSelected: boolean; readonly look: Look }): ReactElement {
  const { item, isSelected, look } = props;
  const facts = factsOf(item);
  const title = harmless(item.description?.title ?? "");
  if (look.screenReader)
    return <Text>{`${isSelected ? "Selected: " : ""}${harmless(item.name)}. ${title}. ${facts}.`}</Text>;
  return (
    <Text wrap="truncate">
      <Text {...(isSelected ? styleOf("selected", look) : {})}>
        {`${isSelected ? ">" : " "} ${inCells(item.name, nameCells)}`}
      </Text>
      {` ${title}`}
      <Text {...styleOf(item.hasDraft || item.problem !== undefined ? "warning" : "faint", look)}>{`  ${facts}`}</Text>
    </Text>
  );
}

/** What a list says of itself, in `rows` lines. */
function AboutView(props: {
  readonly item: ListItem | undefined;
  readonly rows: number;
  readonly look: Look;
}): ReactElement {
  const { item, rows, look } = props;
  const lines = item === undefined ? [] : aboutLines(item);
  const all = lines.flatMap((line) => wrap(harmless(line), look.columns - 1));
  const wrapped = all.length > rows ? [...all.slice(0, rows - 1), "… (all of it on the sheet “about”)"] : all;
  return (
    <Box flexDirection="column" height={rows}>
      {wrapped.map((line, i) => (
        <Text key={`line ${i}`} wrap="truncate">
          {line}
        </Text>
      ))}
    </Box>
  );
}

function aboutLines({ description, problem, what, isShipped }: ListItem): readonly string[] {
  if (description === undefined) return [problem ?? ""];
  const { demographics, source, licence, note = "" } = description;
  return [
    `Demographics: ${demographics.map(({ name }) => name).join(", ")}. Licence: ${licence}.${isShipped ? "" : ` In ${what}.`}`,
    `Source: ${source}`,
    ...(note === "" ? [] : [`Note: ${note}`]),
  ];
}

function BottomLine({ state, look }: { readonly state: ListsState; readonly look: Look }): ReactElement {
  if (state.mode.kind === "search") return <Line label="Search: " line={state.mode.line} look={look} />;
  return (
    <Text {...styleOf("warning", look)} wrap="truncate">
      {harmless(state.message ?? "")}
    </Text>
  );
}

function Line({ label, line, look }: { label: string; line: LineEdit; look: Look }): ReactElement {
  const { before, under, after } = visibleLine(line, Math.max(1, look.columns - label.length - 1));
  return (
    <Text wrap="truncate">
      {label + before}
      <Text {...styleOf("selected", look)}>{under}</Text>
      {after}
    </Text>
  );
}

const labelCells = 15;

/** A form with its selected line in sight. On a low screen nothing is left empty, and what was said takes the place of what the line is for. */
function FormView({ form, message, look }: { form: Form; message: string; look: Look }): ReactElement {
  const { fields, at } = form;
  const lines = (text: string) => (text === "" ? [] : wrap(harmless(text), look.columns - 1));
  const [about, said] = [lines(fields[at]?.about ?? ""), lines(message)];
  const isLow = fields.length + about.length + said.length + 3 > look.rows;
  const told = isLow ? said.slice(0, look.rows - 1) : said;
  const explained = isLow && told.length > 0 ? [] : about.slice(0, look.rows - 2);
  const room = look.rows - told.length - explained.length;
  const window = listWindow(fields.length, isLow ? room - 1 : fields.length, { selected: at });
  return (
    <Box flexDirection="column">
      {room > 1 ? (
        <Text {...styleOf("heading", look)} wrap="truncate">
          {harmless(form.title)}
        </Text>
      ) : null}
      {isLow ? null : <Text> </Text>}
      {inSight(fields, window).map((one, i) => (
        <FieldLine key={one.name} field={one} isSelected={window.top + i === at} look={look} />
      ))}
      {isLow ? null : <Text> </Text>}
      <ToldLines lines={explained} role="faint" look={look} />
      <ToldLines lines={told} role="warning" look={look} />
    </Box>
  );
}

function ToldLines(props: { lines: readonly string[]; role: Role; look: Look }): ReactElement {
  const { lines, role, look } = props;
  return (
    <>
      {lines.map((line, i) => (
        <Text key={`line ${i}`} {...styleOf(role, look)}>
          {line}
        </Text>
      ))}
    </>
  );
}

function FieldLine(props: {
  readonly field: FormField;
  readonly isSelected: boolean;
  readonly look: Look;
}): ReactElement {
  const { field, isSelected, look } = props;
  const label = `${isSelected ? ">" : " "} ${inCells(field.label, labelCells)}`;
  if (isSelected) return <Line label={label} line={field.line} look={look} />;
  return <Text wrap="truncate">{label + harmless(field.line.graphemes.join(""))}</Text>;
}
