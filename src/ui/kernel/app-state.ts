import { bodyOf } from "./frame.ts";
import { lastHelpTop } from "./help-lines.ts";
import { type Key, type KeyName, movement } from "./key.ts";
import { listWindow, moveInList } from "./list-window.ts";
import type { Go, OpenEffect, OpenScreen, Size, UiEvent } from "./screen.ts";

/** The screens that are open, the last in sight; each with a number by which its news find it. */
export interface AppState {
  readonly size: Size;
  readonly screens: readonly { readonly id: number; readonly screen: OpenScreen }[];
  readonly nextId: number;
  /** The first line of help in sight; undefined where help is closed. */
  readonly help?: number;
  /** What went wrong last, told until the next key. */
  readonly failure?: string;
}

/** What the application hears: keys and sizes, news for one of its screens, that the one on top has come into sight, and failures. */
export type AppEvent =
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "size"; readonly size: Size }
  | { readonly kind: "shown" }
  | { readonly kind: "news"; readonly id: number; readonly news: unknown }
  | { readonly kind: "failure"; readonly message: string };

/** What the shell has to do after a step. A screen that is left is stopped; the one below it is shown once what was going on has ended. */
export type AppEffect =
  | { readonly kind: "perform"; readonly id: number; readonly effect: OpenEffect }
  | { readonly kind: "leave"; readonly id: number }
  | { readonly kind: "quit"; readonly interrupted: boolean };

export interface AppStep {
  readonly state: AppState;
  readonly effects: readonly AppEffect[];
}

/** Where nothing can be shown: keys would change what nobody sees, so that only leaving is left. A screen reader reads lines of any length. */
export const isTooSmall = ({ columns, rows, screenReader = false }: Size): boolean =>
  !screenReader && (columns < smallest.columns || rows < smallest.rows);

/** The smallest terminal that screens are made for. */
export const smallest: Size = { columns: 40, rows: 10 };

/** The application with its first screen. */
export function startApp(size: Size, first: OpenScreen): AppStep {
  return onTop({ size, screens: [], nextId: 0 }, first);
}

function onTop(state: AppState, screen: OpenScreen): AppStep {
  const id = state.nextId;
  const sized = screen.step({ kind: "size", size: state.size });
  const shown = sized.screen.step({ kind: "shown" });
  return {
    state: { ...state, nextId: id + 1, screens: [...state.screens, { id, screen: shown.screen }] },
    effects: [...screen.started, ...sized.effects, ...shown.effects].map((effect) => ({ kind: "perform", id, effect })),
  };
}

/** One step of the whole application. Law: no clock, file or chance. */
export function stepApp(state: AppState, event: AppEvent): AppStep {
  if (event.kind === "failure") return { state: { ...state, failure: event.message }, effects: [] };
  if (event.kind === "news") return toScreen(state, event.id, { kind: "news", news: event.news });
  if (event.kind === "size") return resized({ ...state, size: event.size }, event.size);
  if (event.kind === "shown") return toScreen(state, state.screens.at(-1)?.id, event);
  return pressed(withoutFailure(state), event.key);
}

function withoutFailure(state: AppState): AppState {
  const { failure: _, ...rest } = state;
  return rest;
}

function withoutHelp(state: AppState): AppState {
  const { help: _, ...rest } = state;
  return rest;
}

function resized(state: AppState, size: Size): AppStep {
  return state.screens.reduce<AppStep>(
    ({ state: now, effects }, { id }) => {
      const step = toScreen(now, id, { kind: "size", size });
      return { state: step.state, effects: [...effects, ...step.effects] };
    },
    { state, effects: [] },
  );
}

function pressed(state: AppState, key: Key): AppStep {
  const top = state.screens.at(-1);
  if (top === undefined || (key.kind === "control" && key.letter === "c"))
    return { state, effects: [{ kind: "quit", interrupted: true }] };
  if (isTooSmall(state.size)) return { state, effects: [] };
  if (state.help !== undefined) return { state: pressedInHelp(state, top.screen, key, state.help), effects: [] };
  if (asksForHelp(key, top.screen)) return { state: { ...state, help: 0 }, effects: [] };
  return toScreen(state, top.id, { kind: "key", key });
}

const asksForHelp = (key: Key, { isTyping }: OpenScreen): boolean =>
  key.kind === "control" ? key.letter === "g" : key.kind === "text" && key.text === "?" && !isTyping;

/** Help scrolls where it is longer than the window; any other key closes it. */
function pressedInHelp(state: AppState, screen: OpenScreen, key: Key, top: number): AppState {
  const tops = 1 + lastHelpTop(screen, state.size);
  const name = movement(key);
  if (name === undefined || !scrollKeys.has(name) || tops === 1) return withoutHelp(state);
  return { ...state, help: moveInList(listWindow(tops, bodyOf(state.size).rows, { selected: top }), name).selected };
}

const scrollKeys: ReadonlySet<KeyName> = new Set(["up", "down", "page-up", "page-down", "home", "end"]);

/** News for a screen that was left in the meantime are dropped. */
function toScreen(state: AppState, id: number | undefined, event: UiEvent<unknown>): AppStep {
  const open = state.screens.find((one) => one.id === id);
  if (id === undefined || open === undefined) return { state, effects: [] };
  const { screen, effects, go } = open.screen.step(event);
  const screens = state.screens.map((one) => (one.id === id ? { id, screen } : one));
  const done: readonly AppEffect[] = effects.map((effect) => ({ kind: "perform", id, effect }));
  return gone({ state: { ...state, screens }, effects: done }, id, go);
}

function gone({ state, effects }: AppStep, id: number, go: Go | undefined): AppStep {
  if (go === undefined) return { state, effects };
  if (go === "quit") return { state, effects: [...effects, { kind: "quit", interrupted: false }] };
  if (go === "back") return goneBack({ state, effects }, id);
  const opened = onTop(state, go.to);
  return { state: opened.state, effects: [...effects, ...opened.effects] };
}

function goneBack({ state, effects }: AppStep, id: number): AppStep {
  const screens = state.screens.filter((one) => one.id !== id);
  if (screens.length === 0) return { state, effects: [...effects, { kind: "quit", interrupted: false }] };
  return { state: { ...state, screens }, effects: [...effects, { kind: "leave", id }] };
}
