import { bodyOf } from "../kernel/frame.ts";
import { type Key, movement } from "../kernel/key.ts";
import { lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import type { Size } from "../kernel/screen.ts";
import { linesOfSection, resultRoom } from "./result-lines.ts";
import { contrastRows, type ResultState, type Section, sections } from "./result-state.ts";

/** The result after a key, or "back". */
export function stepResult(state: ResultState, key: Key, size: Size): ResultState | "back" {
  if (state.typing !== undefined) return typed(state, key, size);
  const moved = movement(key);
  if (moved === "escape") return "back";
  const after = key.kind === "text" ? letter(state, key.text, size) : undefined;
  if (after !== undefined) return after;
  if (moved === "enter") return state.section === "samples" ? { ...state, isRevealed: true } : state;
  const step = sectionSteps[moved ?? ""];
  if (step !== undefined) return shown(state, sections[sections.indexOf(state.section) + step]);
  return scrolled(state, moved, size);
}

const sectionSteps: Partial<Record<string, number>> = { right: 1, tab: 1, left: -1, "back-tab": -1 };

const shown = (state: ResultState, section: Section | undefined): ResultState =>
  section === undefined || section === state.section ? state : { ...state, section, top: 0 };

function letter(state: ResultState, text: string, size: Size): ResultState | undefined {
  if (/^[1-5]$/u.test(text)) return shown(state, sections[Number(text) - 1]);
  switch (text) {
    case "a": {
      const showsAll = !state.showsAll;
      return { ...shown(state, "contrasts"), top: 0, showsAll, rows: contrastRows(state.result, showsAll) };
    }
    case "/":
      return { ...state, typing: lineEdit(state.sought) };
    case "n":
      return found(state, state.top + 1, size);
    default:
      return undefined;
  }
}

function typed(state: ResultState, key: Key, size: Size): ResultState {
  const { typing, ...rest } = state;
  if (typing === undefined) return state;
  if (key.kind === "named" && key.name === "escape") return { ...rest, typing: undefined };
  if (key.kind === "named" && key.name === "enter")
    return found({ ...rest, typing: undefined, sought: lineText(typing) }, state.top, size);
  return { ...state, typing: typeKey(typing, key) };
}

/** From a line on, and then from the first on: the next line that holds what is sought. */
function found(state: ResultState, from: number, size: Size): ResultState {
  const wanted = state.sought.toLowerCase();
  if (wanted === "") return state;
  const { count, textAt } = linesOfSection(state, lookOf(size));
  for (let i = 0; i < count; i++) {
    const at = (from + i) % count;
    if (textAt(at).toLowerCase().includes(wanted)) return { ...state, top: at };
  }
  return state;
}

/** Lines as they are drawn: a screen reader has others. */
const lookOf = (size: Size) => ({ ...size, plain: true, screenReader: size.screenReader ?? false });

function scrolled(state: ResultState, moved: string | undefined, size: Size): ResultState {
  const room = resultRoom(bodyOf(size).rows);
  const { count } = linesOfSection(state, lookOf(size));
  const steps: Partial<Record<string, number>> = {
    up: -1,
    down: 1,
    "page-up": 1 - room,
    "page-down": room - 1,
    home: -count,
    end: count,
  };
  const last = state.section === "samples" ? count - 1 : count - room;
  return { ...state, top: Math.max(0, Math.min(last, state.top + (steps[moved ?? ""] ?? 0))) };
}
