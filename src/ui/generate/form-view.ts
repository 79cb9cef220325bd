import { decoderTitles } from "../../decode/decoder-titles.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { harmless } from "../../text/harmless.ts";
import { pad, wrap } from "../../text/layout.ts";
import { downloadNote, downloadText } from "../download/download-text.ts";
import { visibleLine } from "../kernel/line-edit.ts";
import { inSight, listWindow } from "../kernel/list-window.ts";
import type { LineLook } from "./block-lines.ts";
import { type Field, shownFields } from "./fields.ts";
import { type Form, selectedField } from "./form.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import type { GenerateState } from "./state.ts";

const titleWidth = 18;

/** The form: at most `rows` lines. */
export function formLines(state: GenerateState, rows: number, look: LineLook): readonly Line[] {
  const { form } = state;
  const below = belowForm(state, look);
  const shown = shownFields(form.values);
  const all: readonly (Field | undefined)[] = [undefined, ...shown];
  const selected = all.findIndex((field) => field?.name === form.selected);
  const height = Math.max(1, rows - below.length - 1);
  const window = listWindow(all.length, height, { selected, top: 0 });
  const lines = inSight(all, window).map((field) => fieldLine(form, field, look));
  const more =
    all.length > height && rows > below.length ? [line(`  ${selected + 1} of ${all.length}`, "faint")] : [[]];
  return [...lines, ...more, ...below].slice(0, rows);
}

function fieldLine(form: Form, field: Field | undefined, { columns, screenReader }: LineLook): Line {
  const isSelected = form.selected === field?.name;
  const mark = isSelected ? "> " : "  ";
  if (field === undefined)
    return [{ text: mark }, { text: "[ Write the texts ]", role: isSelected ? "selected" : "heading" }];
  const title = screenReader ? `${field.title}: ` : pad(field.title, titleWidth);
  const room = Math.max(8, columns - mark.length - titleWidth - 1);
  return [{ text: mark }, { text: title }, ...valueOf(form, field, isSelected, room)];
}

function valueOf({ values, line }: Form, { name, input }: Field, isSelected: boolean, room: number): Line {
  if (isSelected && line !== undefined) {
    const { before, under, after } = visibleLine(line, room);
    return [{ text: before }, { text: under, role: "selected" }, { text: after }];
  }
  const value = values[name] === "" && name === "contexts" ? "none" : values[name];
  const [shown = ""] = wrap(harmless(value), room);
  if (!isSelected) return [{ text: shown }];
  return input.kind === "text"
    ? [{ text: shown, role: "selected" }]
    : [{ text: "‹ " }, { text: shown, role: "selected" }, { text: " ›" }];
}

/** What the line in hand is for, and what went wrong. */
function belowForm(state: GenerateState, look: LineLook): readonly Line[] {
  const { form, problem, opening } = state;
  const width = look.columns - 1;
  const field = selectedField(form);
  const about =
    field === undefined ? "Enter writes the texts, from any line; ↑ ↓ go to the settings." : aboutField(form, field);
  return [
    ...wrapped(about, width, "faint"),
    ...(opening ? openingLines(state, width, look) : []),
    ...(problem === undefined ? [] : wrapped(`Problem: ${harmless(problem)}`, width, "problem")),
  ];
}

function openingLines({ form, download }: GenerateState, width: number, look: LineLook): readonly Line[] {
  if (download === undefined) return wrapped(`Opening ${harmless(form.values.model)} …`, width);
  return [...wrapped(downloadText(download, look), width), ...wrapped(downloadNote, width, "faint")];
}

function aboutField({ values, choices }: Form, { name, about, input }: Field): string {
  if (name === "decoder") return `${about}. ${values.decoder}: ${decoderTitles[values.decoder as DecoderName]}.`;
  if (input.kind === "name") {
    const names = choices[input.of].slice(0, 8).map(harmless).join(", ");
    return `${about}. ← → choose (${names}), or type.`;
  }
  return `${about}.`;
}
