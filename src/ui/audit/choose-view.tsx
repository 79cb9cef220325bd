import { Box } from "ink";
import type { ReactElement } from "react";
import { count, fixed } from "../../report/figures.ts";
import { harmless } from "../../text/harmless.ts";
import { pad } from "../../text/layout.ts";
import { downloadNote, downloadText } from "../download/download-text.ts";
import { visibleLine } from "../kernel/line-edit.ts";
import { inSight, listWindow } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import type { ChooseState } from "./choose-state.ts";
import { type Field, fields, namesIn } from "./form.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import { LinesView } from "../kernel/lines-view.tsx";
import { costEstimate, durationText, fewTemplates, textsIn } from "./plan.ts";

/** The choice of an audit, and below or beside it what it will cost and can find. */
export function ChooseView({ state, look }: { readonly state: ChooseState; readonly look: Look }): ReactElement {
  const isWide = look.columns >= 130 && !look.screenReader;
  const half = { ...look, columns: isWide ? Math.floor(look.columns / 2) - 2 : look.columns };
  const plan = planLines(state, half);
  const choice =
    state.mode.kind === "picking" ? pickLines(state, half) : formLines(state, half, isWide ? 0 : plan.length);
  if (!isWide) return <LinesView lines={[...choice, ...plan].slice(0, look.rows)} look={look} />;
  return (
    <Box columnGap={4}>
      <Box flexDirection="column" width={half.columns}>
        <LinesView lines={choice.slice(0, look.rows)} look={look} />
      </Box>
      <Box flexDirection="column" width={half.columns}>
        <LinesView lines={plan.slice(0, look.rows)} look={look} />
      </Box>
    </Box>
  );
}

/** The fields with the selected one in sight, and what it is for. Nearly half of a low screen is left to the plan below. */
function formLines(state: ChooseState, look: Look, plan: number): readonly Line[] {
  const { selected } = state;
  const about = fields[selected]?.about ?? "the choice is declared; then the texts are written";
  const begin = state.isStarting ? "Opening the model, the classifier and the lists …" : "Begin the audit";
  const items = [
    ...fields.map((field, i) => fieldLine(state, field, i === selected, look)),
    marked(begin, selected === fields.length),
  ];
  const running = runningLines(state);
  const room = look.rows - running.length - 1;
  const below = Math.min(plan, Math.max(room - items.length, Math.floor(look.rows / 2)));
  const window = listWindow(items.length, room - below, { selected });
  const place = window.height < items.length ? `${selected + 1} of ${items.length}: ` : "";
  return [...running, ...inSight(items, window), line(`  ${place}${about}`, "faint")];
}

const marked = (text: string, isSelected: boolean): Line =>
  line(`${isSelected ? ">" : " "} ${text}`, isSelected ? "selected" : undefined);

const runningLines = ({ running }: ChooseState): readonly Line[] =>
  running === undefined ? [] : [line(`An audit is at work in ${harmless(running)}: r shows it.`, "warning")];

function fieldLine({ form, mode }: ChooseState, field: Field, isSelected: boolean, look: Look): Line {
  const { name } = field;
  const label = look.screenReader ? `${field.label}: ` : pad(field.label, 12);
  const start = { text: `${isSelected ? ">" : " "} ${label}`, role: isSelected ? ("selected" as const) : undefined };
  if (mode.kind === "typing" && mode.field === name) {
    const { before, under, after } = visibleLine(mode.line, Math.max(1, look.columns - 18));
    return [
      start,
      { text: ` ${before}` },
      { text: look.plain ? `[${under}]` : under, role: "selected" },
      { text: after },
    ];
  }
  const empty = name === "folder" ? "(made of the choice)" : "";
  return [start, { text: ` ${harmless(form[name]) || empty}` }, { text: unitOf(field, form[name]), role: "faint" }];
}

function unitOf({ name }: Field, value: string): string {
  const share = Number(value);
  return name === "margin" && share > 0 && share <= 1 ? `  (±${fixed(1)(100 * share)} percentage points)` : "";
}

function pickLines({ mode, form, choices }: ChooseState, look: Look): readonly Line[] {
  if (mode.kind !== "picking") return [];
  const names = choices[mode.field] ?? [];
  const chosen = namesIn(form[mode.field]);
  const others = chosen.filter((name) => !names.includes(name));
  const field = fields.find(({ name }) => name === mode.field);
  const room = Math.max(1, look.rows - 12);
  const top = Math.max(0, Math.min(mode.selected - room + 1, names.length - room));
  return [
    line(`${field?.label}: ${field?.about}`, "heading"),
    ...names
      .slice(top, top + room)
      .map((name, i) => marked(`[${chosen.includes(name) ? "x" : " "}] ${harmless(name)}`, top + i === mode.selected)),
    ...(others.length === 0 ? [] : [line(`  and, as it was typed: ${harmless(others.join(", "))}`, "faint")]),
    line("  Space puts in or takes out, Enter is done, e types names", "faint"),
    line(""),
  ];
}

function planLines(state: ChooseState, look: Look): readonly Line[] {
  const { plan, problem } = state;
  const told = [
    ...(problem === undefined ? [] : wrapped(`Problem: ${harmless(problem)}`, look.columns - 1, "problem")),
    ...downloadLines(state, look),
  ];
  if (plan === undefined) return told.length > 0 ? told : [line("Counting …", "faint")];
  const { lists, templates, samples, decoders } = plan;
  const demographics = lists.reduce((sum, one) => sum + one.demographics, 0);
  const made = `${templates} templates × ${demographics} demographics × ${count(samples)} samples × ${decoders.length} decoders`;
  return [
    ...told,
    ...wrapped(`Size: ${count(textsIn(plan))} texts (${made})`, look.columns - 1),
    ...costLines(state, look),
    ...powerLines(state, look),
  ];
}

function downloadLines({ download }: ChooseState, look: Look): readonly Line[] {
  if (download === undefined) return [];
  return [
    ...wrapped(downloadText(download, look), look.columns - 1),
    ...wrapped(downloadNote, look.columns - 1, "faint"),
  ];
}

function costLines(state: ChooseState, look: Look): readonly Line[] {
  const { plan, form, costs, earlier, isMeasuring } = state;
  if (plan === undefined) return [];
  if (isMeasuring) return [line("Time: measuring a few texts …", "faint")];
  const estimate = costEstimate(form, plan, costs, earlier);
  if (estimate === undefined)
    return wrapped("Time: not known yet. m writes a few texts and measures (it opens the model).", look.columns - 1);
  const { seconds, passes, from } = estimate;
  const read = passes === undefined ? "" : `; the model reads about ${count(rounded(passes))} tokens (passes of a row)`;
  return wrapped(
    `Time: about ${durationText(seconds)} to write${read}. An estimate from ${harmless(from)}.`,
    look.columns - 1,
  );
}

/** Two digits are all that an estimate has. */
const rounded = (value: number): number => Number(value.toPrecision(2));

/** Rows of power shown; all contexts together come last and matter most. */
const mostDesigns = 4;

function powerLines({ power }: ChooseState, look: Look): readonly Line[] {
  if (power === undefined) return [line("Power: simulating …", "faint")];
  const shown = power.slice(-mostDesigns);
  const few = power.some(({ templates }) => templates < fewTemplates);
  return [
    ...wrapped("Power: smallest true difference in negative texts found 4 times of 5:", look.columns - 1),
    ...shown.map(({ words, context, templates, smallest }) =>
      line(
        `  ${harmless(words)}, ${harmless(context)}: ${smallest === null ? "none, however large" : `${fixed(1)(100 * smallest)} percentage points`}${templates < fewTemplates ? ` † ${templates} templates` : ""}`,
      ),
    ),
    ...(power.length > shown.length ? [line(`  and ${power.length - shown.length} more designs`, "faint")] : []),
    ...(few
      ? wrapped(
          `Warning: † fewer than ${fewTemplates} templates are no ground for a verdict.`,
          look.columns - 1,
          "warning",
        )
      : []),
  ];
}
