import { type DecoderName, decoderNames } from "../../decode/decode-plan.ts";
import { decoderTitles } from "../../decode/decoder-titles.ts";
import { harmless } from "../../text/harmless.ts";
import { bodyOf } from "../kernel/frame.ts";
import { visibleLine } from "../kernel/line-edit.ts";
import { linesFrom, type LineLook } from "./block-lines.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import type { GenerateRequest } from "./request.ts";
import { placeOf } from "./scroll.ts";
import type { GenerateState } from "./state.ts";
import { commandFor, madeNow, type Texts } from "./texts.ts";

const headerLines = 4;

/** Lines that texts can be shown in. */
export function bodyRows(state: GenerateState, look: LineLook): number {
  const rows = bodyOf(state.size).rows;
  return Math.max(1, rows - headerLines - footer(state, look, rows).length);
}

/** The texts under the decoder in sight: at most `rows` lines. */
export function textsLines(state: GenerateState, rows: number, look: LineLook): readonly Line[] {
  const { texts } = state;
  if (texts === undefined) return [];
  const below = footer(state, look, rows);
  const room = Math.max(1, rows - headerLines - below.length);
  const body = linesFrom(texts, placeOf(texts, room, look), room, look);
  const empty = Array.from({ length: room - body.length }, (): Line => []);
  const first = body.length === 0 ? [line(waiting(texts), "faint"), ...empty.slice(1)] : [...body, ...empty];
  return [...header(texts, look), ...first, ...below].slice(0, rows);
}

const waiting = ({ writing }: Texts): string => (writing ? "Writing …" : "No text yet.");

function header(texts: Texts, { screenReader }: LineLook): readonly Line[] {
  const { decoder, request } = texts;
  const state = texts.writing ? "writing" : "written";
  const count = `${textsMade(texts)} of ${textsInAll(texts)} texts ${state}`;
  return [
    screenReader
      ? line(`Decoder ${decoder}. Others: ${decoderNames.map((name, i) => `${i + 1} ${name}`).join(", ")}.`)
      : tabs(texts),
    line(decoderTitles[decoder]),
    line(`${count} · ${summaryOf(request)}`, "faint"),
    [],
  ];
}

/** "1 base  [2 equi]  3 r-equi*": the one in sight in brackets, those with texts with a star. */
function tabs({ decoder, made }: Texts): Line {
  const hasTexts = (name: DecoderName) => (made.get(name)?.blocks.length ?? 0) > 0;
  return decoderNames.flatMap((name, i): Line => {
    const title = `${i + 1} ${name}${hasTexts(name) ? "*" : ""}`;
    return [name === decoder ? { text: `[${title}]`, role: "selected" } : { text: ` ${title} ` }, { text: " " }];
  });
}

function summaryOf({ model, words, settings, samples }: GenerateRequest): string {
  const { sampler, topK, topP, maxNewTokens, seed } = settings;
  const cut = sampler === "top-k" ? ` ${topK}` : sampler === "top-p" ? ` ${topP}` : "";
  const each = samples === 1 ? "" : ` · ${samples} texts each`;
  return `seed ${seed} · ${harmless(words)} · ${harmless(model)} · ${sampler}${cut} · ${maxNewTokens} tokens${each}`;
}

const textsMade = (texts: Texts): number =>
  madeNow(texts).blocks.reduce((count, { samples }) => count + samples.length, 0);

const textsInAll = ({ orbits, request }: Texts): number =>
  orbits.reduce((count, { prompts }) => count + prompts.length, 0) * request.samples;

/** What is asked, told or shown below the texts: never more than half of the lines. */
function footer(state: GenerateState, look: LineLook, rows: number): readonly Line[] {
  const { problem, message, question, showsCommand, texts } = state;
  const width = look.columns - 1;
  const lines = [
    ...(showsCommand && texts !== undefined ? commandLines(texts, width) : []),
    ...(problem === undefined ? [] : wrapped(`Problem: ${harmless(problem)}`, width, "problem")),
    ...(message === undefined ? [] : wrapped(harmless(message), width, "good")),
    ...(question === undefined ? [] : questionLines(question, width)),
  ];
  return lines.slice(0, Math.max(1, Math.floor(rows / 2)));
}

/** The whole command, in lines that a shell reads as one when they are copied. */
function commandLines(texts: Texts, width: number): readonly Line[] {
  const words = commandFor(texts).map(harmless);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 3 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const whole = lines.map((text, i) => (i < lines.length - 1 ? `${text} \\` : text));
  return [
    line("The command, also in the clipboard where the terminal allows it; c closes:", "faint"),
    ...whole.flatMap((text) => wrapped(text, width)),
  ];
}

function questionLines(question: NonNullable<GenerateState["question"]>, width: number): readonly Line[] {
  if (question.kind === "replace")
    return wrapped(`${harmless(question.path)} is there already. Enter replaces it, Esc asks for another name.`, width);
  const asked = "Save as (.jsonl or .csv; Tab switches): ";
  const { before, under, after } = visibleLine(question.line, Math.max(8, width - asked.length));
  const line = [{ text: asked }, { text: before }, { text: under, role: "selected" as const }, { text: after }];
  return [line];
}
