import type { KeyHint } from "../kernel/screen.ts";
import { listWindow } from "../kernel/list-window.ts";
import { bodyRows, contentOf } from "./content/panel-content.ts";
import { answered, asking } from "./jobs.ts";
import {
  type PanelEvent,
  type PanelInput,
  type PanelName,
  panelNames,
  type PanelNews,
  type PanelState,
  type PanelStep,
} from "./panel.ts";
import { pressed, still } from "./press-panel.ts";

const empty = listWindow(0, 1);

/** The panels of a list that was just opened. */
export function startPanels(input: PanelInput): PanelStep {
  const state: PanelState = {
    shown: panelNames[0],
    input,
    revision: 0,
    size: { columns: 80, rows: 8 },
    lint: {},
    jobs: {},
    windows: Object.fromEntries(panelNames.map((name) => [name, empty])) as Record<PanelName, typeof empty>,
    left: 0,
    isRelaxed: false,
    contexts: "respect",
  };
  return { state, effects: [{ kind: "wait", revision: 0 }] };
}

/** One step of the panels. Only a change of the draft makes a new revision; its checks begin when the author pauses. */
export function stepPanels(state: PanelState, event: PanelEvent): PanelStep {
  const step = asking(stepped(state, event));
  return { ...step, state: refitted(step.state) };
}

function stepped(state: PanelState, event: PanelEvent): PanelStep {
  switch (event.kind) {
    case "input":
      return heard(state, event.input);
    case "size":
      return still({ ...state, size: event.size });
    case "show":
      return still({ ...state, shown: event.name });
    case "news":
      return told(state, event.news);
    case "key":
      return pressed(state, event.key);
    default:
      return event satisfies never;
  }
}

function heard(state: PanelState, input: PanelInput): PanelStep {
  if (input.draft === state.input.draft) return still({ ...state, input });
  const revision = state.revision + 1;
  return { state: { ...state, input, revision }, effects: [{ kind: "wait", revision }] };
}

function told(state: PanelState, news: PanelNews): PanelStep {
  const { revision, input } = state;
  switch (news.kind) {
    case "pause":
      return news.revision === revision ? { state, effects: [{ kind: "lint", revision, input }] } : still(state);
    case "linted":
      return still(news.found.revision === revision ? { ...state, lint: { found: news.found } } : state);
    case "not linted":
      return still(news.revision === revision ? { ...state, lint: { ...state.lint, failure: news.message } } : state);
    default:
      return still(answered(state, news));
  }
}

/** The window of the panel in sight, made valid: over the choices, or over the lines that can stand on top. */
function refitted(state: PanelState): PanelState {
  const { shown, size, windows } = state;
  const content = contentOf(state, { columns: size.columns, screenReader: false });
  const { body } = bodyRows(content, size.rows);
  const window = content.isChoice
    ? listWindow(content.count, body, windows[shown])
    : listWindow(Math.max(1, content.count - body + 1), 1, windows[shown]);
  return { ...state, windows: { ...windows, [shown]: window } };
}

const prompts: readonly KeyHint[] = [
  { keys: "e", does: "type a prompt" },
  { keys: "r", does: "general words stay, or not" },
];
const columns: readonly KeyHint[] = [{ keys: "< >", does: "other demographics", rare: true }];

const own: Readonly<Record<PanelName, readonly KeyHint[]>> = {
  lint: [
    { keys: "↑↓", does: "choose" },
    { keys: "Enter", does: "go to the row" },
    { keys: "1–9", does: "mend it" },
  ],
  pieces: columns,
  action: [],
  preview: prompts,
  next: [...prompts, ...columns],
  coverage: [{ keys: "c", does: "other contexts" }],
  suggestions: [
    { keys: "↑↓", does: "choose" },
    { keys: "a", does: "add it" },
    { keys: "Enter", does: "go to the row" },
  ],
};

/** The keys of the panel in sight. */
export function panelHints({ shown, typing }: PanelState): readonly KeyHint[] {
  if (typing !== undefined)
    return [
      { keys: "Enter", does: "take the prompt" },
      { keys: "Esc", does: "leave it as it was" },
    ];
  return [...own[shown], { keys: "←→", does: "other panels" }, { keys: "Esc", does: "table" }];
}

/** Whether letters are being typed in a panel. */
export const isPanelTyping = ({ typing }: PanelState): boolean => typing !== undefined;
