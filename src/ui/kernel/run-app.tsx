import { render, useInput, useStdout } from "ink";
import { type ReactElement, useEffect, useState } from "react";
import { type AppEffect, type AppEvent, type AppState, startApp, stepApp } from "./app-state.ts";
import { AppView } from "./app-view.tsx";
import { keyReader } from "./key.ts";
import type { Look, OpenScreen, Size } from "./screen.ts";
import { screenWorks } from "./screen-works.ts";

/** The terminal that the application draws on. */
export interface AppTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly plain: boolean;
  readonly screenReader: boolean;
  /** Told what gives the terminal back, for whoever ends the process; undefined once it was given back. */
  readonly held?: (giveBack: (() => void) | undefined) => void;
}

/** How the application was left: by a key for leaving, or by Ctrl-C. */
export type Left = "left" | "interrupted";

/** Its own page; pasted text comes between marks; a line that the terminal takes for wider than it is gets cut, not wrapped: nothing below moves. */
const enter = "\u001B[?1049h\u001B[H\u001B[?2004h\u001B[?7l";
const leave = "\u001B[?7h\u001B[?2004l\u001B[?1049l\u001B[?25h";

/**
 * Runs the application until it is left, and gives the terminal back as it was, whatever happens. With a screen reader it writes line after line
 * and does not take over the terminal's page. Resolves once the work of all screens has stopped, or has not for ten seconds.
 */
export async function runApp(first: OpenScreen, terminal: AppTerminal): Promise<Left> {
  const { stdin, stdout, screenReader } = terminal;
  stdin.setRawMode(true); // before the page: keys that are pressed while the first frame is made would be echoed onto it
  if (!screenReader) stdout.write(enter);
  const store = appStore(first, sizeOf(terminal));
  const app = render(<App store={store} terminal={terminal} />, {
    stdin,
    stdout: withoutWiping(stdout),
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 30,
    incrementalRendering: false, // in ink 6.8 it draws a line too low where a frame is shorter than the terminal
    isScreenReaderEnabled: screenReader,
  });
  let isGivenBack = false;
  const giveBack = (): void => {
    if (isGivenBack) return;
    isGivenBack = true;
    app.unmount();
    stdin.setRawMode(false);
    stdout.write(screenReader ? "\n" : leave);
    terminal.held?.(undefined);
  };
  terminal.held?.(giveBack);
  process.once("exit", giveBack);
  let left: Left = "left";
  store.onQuit((how) => {
    left = how;
    app.unmount();
  });
  store.begin();
  try {
    await app.waitUntilExit();
  } finally {
    giveBack();
    process.off("exit", giveBack);
    await store.end();
  }
  return left;
}

/** Ink clears a page together with the lines above it, which are the person's own; here it clears the page alone. */
function withoutWiping(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (text: string | Uint8Array, ...rest: readonly []): boolean =>
    stdout.write(typeof text === "string" ? text.replaceAll("\u001B[3J", "") : text, ...rest);
  return new Proxy(stdout, {
    get(target, name) {
      if (name === "write") return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as () => unknown).bind(target) : value;
    },
  });
}

const sizeOf = ({ stdout: { columns, rows }, screenReader }: AppTerminal): Size => ({
  columns: columns || 80,
  rows: rows || 24,
  screenReader,
});

/** The state of the application, what changes it, and what hears of the change. */
interface AppStore {
  readonly now: () => AppState;
  tell(event: AppEvent): void;
  subscribe(listener: () => void): () => void;
  onQuit(quit: (how: Left) => void): void;
  begin(): void;
  /** Aborts what runs, and waits for it. */
  end(): Promise<void>;
}

function appStore(first: OpenScreen, size: Size): AppStore {
  const begun = startApp(size, first);
  let state = begun.state;
  let isOver = false;
  let quit: ((how: Left) => void) | undefined;
  const listeners = new Set<() => void>();
  const works = screenWorks((event) => tell(event));
  const perform = (effect: AppEffect): void => {
    if (effect.kind === "quit") quit?.(effect.interrupted ? "interrupted" : "left");
    else if (effect.kind === "leave") void works.leave(effect.id);
    else works.begin(effect.id, effect.effect);
  };
  const tell = (event: AppEvent): void => {
    if (isOver) return;
    const step = stepApp(state, event);
    state = step.state;
    for (const listener of listeners) listener();
    for (const effect of step.effects) perform(effect);
  };
  return {
    now: () => state,
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onQuit: (stop) => void (quit = stop),
    begin: () => begun.effects.forEach(perform),
    async end() {
      isOver = true;
      await works.end();
    },
  };
}

function App({ store, terminal }: { readonly store: AppStore; readonly terminal: AppTerminal }): ReactElement {
  const [state, setState] = useState(store.now());
  const { stdout } = useStdout();
  useEffect(() => {
    setState(store.now()); // it may have changed before this effect ran
    return store.subscribe(() => setState(store.now()));
  }, [store]);
  useEffect(() => {
    const onResize = (): void => store.tell({ kind: "size", size: sizeOf(terminal) });
    stdout.on("resize", onResize);
    return () => void stdout.off("resize", onResize);
  }, [store, stdout, terminal]);
  const [read] = useState(keyReader);
  useInput((input, pressed) => {
    for (const key of read(input, pressed)) store.tell({ kind: "key", key });
  });
  const look: Look = { ...state.size, plain: terminal.plain, screenReader: terminal.screenReader };
  return <AppView state={state} look={look} />;
}
