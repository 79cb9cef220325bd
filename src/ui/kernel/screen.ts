import type { ReactElement } from "react";
import type { Key } from "./key.ts";

/** The terminal's size, cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
  /** Told to steps too, where lines are counted: sentences take other lines than columns. @default false */
  readonly screenReader?: boolean;
}

/** What a screen may look at beside its state. */
export interface Look extends Size {
  /** No colours: NO_COLOR, a screen reader. Marks say everything that colours say. */
  readonly plain: boolean;
  /** Lines in full sentences, no boxes, no columns. */
  readonly screenReader: boolean;
}

/** What reaches a screen: a key, the terminal's size, news from something it started, or that it has come into sight, to look at what is there. */
export type UiEvent<News> =
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "shown" }
  | { readonly kind: "size"; readonly size: Size }
  | { readonly kind: "news"; readonly news: News };

/** Where to go next: a new screen on top, back to the one below, or out. */
export type Go = { readonly to: OpenScreen } | "back" | "quit";

/** What a step leads to. Effects are data; the screen's `perform` carries them out. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects?: readonly Effect[];
  readonly go?: Go;
}

/** A key and what it does, for the line at the bottom and for help. */
export interface KeyHint {
  readonly keys: string;
  readonly does: string;
  /** Shown in help alone. */
  readonly rare?: boolean;
}

/**
 * A screen is a function of a state; the state is a pure step over events. `step` and `draw` touch no clock, file or chance: what has to be done is an
 * effect, and what came of it is news.
 */
export interface Screen<State, News, Effect> {
  /** Shown on top: "Word lists". */
  title(state: State): string;
  readonly start: Step<State, Effect>;
  step(state: State, event: UiEvent<News>): Step<State, Effect>;
  draw(state: State, look: Look): ReactElement;
  hints(state: State): readonly KeyHint[];
  /** What help says above the keys. */
  readonly about: string;
  /** Whether letters are being typed into a field, so that `?` and `q` are letters. */
  isTyping(state: State): boolean;
  /** Carries an effect out; the signal aborts when the screen is left. What it throws ends up on the screen as a failure. */
  perform(effect: Effect, tell: (news: News) => void, signal: AbortSignal): Promise<void>;
}

/** A screen with its state closed in, so that screens of all kinds stand in one stack. */
export interface OpenScreen {
  readonly title: string;
  readonly about: string;
  readonly isTyping: boolean;
  readonly hints: readonly KeyHint[];
  draw(look: Look): ReactElement;
  /** The screen after an event, and what is to be done. */
  step(event: UiEvent<unknown>): OpenStep;
  /** What is to be done when the screen opens. */
  readonly started: readonly OpenEffect[];
}

export interface OpenStep {
  readonly screen: OpenScreen;
  readonly effects: readonly OpenEffect[];
  readonly go?: Go;
}

/** Something to carry out; its news come back to the screen that asked. */
export type OpenEffect = (tell: (news: unknown) => void, signal: AbortSignal) => Promise<void>;

/** Opens a screen. */
export function openScreen<State, News, Effect>(screen: Screen<State, News, Effect>): OpenScreen {
  const { state, effects = [] } = screen.start;
  return closed(screen, state, effects);
}

function closed<State, News, Effect>(
  screen: Screen<State, News, Effect>,
  state: State,
  started: readonly Effect[],
): OpenScreen {
  const opened = (effects: readonly Effect[]): readonly OpenEffect[] =>
    effects.map((effect) => (tell, signal) => screen.perform(effect, tell, signal));
  return {
    title: screen.title(state),
    about: screen.about,
    isTyping: screen.isTyping(state),
    hints: screen.hints(state),
    draw: (look) => screen.draw(state, look),
    started: opened(started),
    step: (event) => {
      const { state: next, effects = [], go } = screen.step(state, event as UiEvent<News>); // news come from this screen's own effects
      return { screen: closed(screen, next, []), effects: opened(effects), ...(go === undefined ? {} : { go }) };
    },
  };
}
