import { Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { type LineEdit, lineText, visibleLine } from "../kernel/line-edit.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { WholeText } from "../kernel/whole-text.tsx";
import { cursorOf, selectedText } from "./cursor.ts";
import { fieldsOf } from "./fields.ts";
import { headingsOf } from "./sheet.ts";
import { draftOf, type Editing } from "./state.ts";

/** At the bottom: what is asked or was said, on as many lines as it takes; or what is selected. */
export function StatusLine({ state, look }: { readonly state: Editing; readonly look: Look }): ReactElement {
  const { mode, message = "" } = state;
  const isAsked = mode.kind === "leaving" || mode.kind === "recover" || mode.kind === "overwrite";
  const words = isAsked ? questionOf(state) : message;
  if (words !== "") return <WholeText text={harmless(words)} role="warning" look={look} />;
  if (mode.kind === "search" || mode.kind === "folder" || mode.kind === "demographic")
    return <Asked label={labels[mode.kind]} line={mode.line} look={look} />;
  return (
    <Text {...styleOf("faint", look)} wrap="truncate">
      {harmless(placeWords(state))}
    </Text>
  );
}

const labels = {
  search: "Search: ",
  folder: "Save in the folder: ",
  demographic: "Name of the new demographic: ",
} as const;

/** What is asked of the author, in words. */
export function questionOf({ mode }: Editing): string {
  switch (mode.kind) {
    case "leaving":
      return "Not saved. Leave? Esc: the changes are kept as a draft.";
    case "recover":
      return "An earlier session left a draft that was not saved. Take it up?";
    case "overwrite":
      return "The files were changed by somebody else since they were read. Overwrite them?";
    case "search":
    case "folder":
    case "demographic":
      return `${labels[mode.kind]}${lineText(mode.line)}`;
    default:
      return "";
  }
}

function Asked({ label, line, look }: { label: string; line: LineEdit; look: Look }): ReactElement {
  const { before, under, after } = visibleLine(line, Math.max(1, look.columns - label.length - 1));
  return (
    <Text wrap="truncate">
      {label + before}
      <Text {...styleOf("selected", look)}>{under}</Text>
      {after}
    </Text>
  );
}

/** Where the author is: the place, the whole text of the cell, and what a field means. */
export function placeWords(state: Editing): string {
  const { sheet } = state;
  const { window, column } = cursorOf(state);
  if (sheet === "about") {
    const field = fieldsOf(draftOf(state))[window.selected];
    return field === undefined ? "" : `${field.label}: ${field.about}`;
  }
  const heading = headingsOf(draftOf(state), sheet)[column] ?? "";
  const text = selectedText(state) ?? "";
  return window.count === 0
    ? "no rows"
    : `row ${window.selected + 1} of ${window.count}, ${heading}: ${text === "" ? "empty" : text}`;
}
