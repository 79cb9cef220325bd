import { render, useInput, useStdout } from "ink";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { type AppEffect, type AppEvent, type AppState, startApp, stepApp } from "./app-state.ts";
import { AppView } from "./app-view.tsx";
import { keysOf, pasteMarks } from "./key.ts";
import type { Look, OpenScreen, Size } from "./screen.ts";

/** The terminal that the application draws on. */
export interface AppTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly plain: boolean;
  readonly screenReader: boolean;
}

/** Its own page; pasted text comes between marks. */
const enter = "\u001B[?1049h\u001B[H\u001B[?2004h";
const leave = "\u001B[?2004l\u001B[?1049l\u001B[?25h";

/**
 * Runs the application until it is left, and gives the terminal back as it was, whatever happens. With a screen reader it writes line after line
 * and does not take over the terminal's page.
 */
export async function runApp(first: OpenScreen, terminal: AppTerminal): Promise<void> {
  const { stdin, stdout, screenReader } = terminal;
  if (!screenReader) stdout.write(enter);
  const giveBack = (): void => void (screenReader || stdout.write(leave));
  process.once("exit", giveBack);
  const store = appStore(first, sizeOf(terminal));
  const app = render(<App store={store} terminal={terminal} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 30,
    incrementalRendering: true,
    isScreenReaderEnabled: screenReader,
  });
  store.onQuit(() => app.unmount());
  store.begin();
  try {
    await app.waitUntilExit();
  } finally {
    store.end();
    process.off("exit", giveBack);
    giveBack();
  }
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
  onQuit(quit: () => void): void;
  begin(): void;
  end(): void;
}

function appStore(first: OpenScreen, size: Size): AppStore {
  const begun = startApp(size, first);
  let state = begun.state;
  let quit: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const running = new Map<number, AbortController>();
  const perform = (effect: AppEffect): void => {
    if (effect.kind === "quit") quit?.();
    else if (effect.kind === "leave") {
      running.get(effect.id)?.abort();
      running.delete(effect.id);
    } else {
      const { id } = effect;
      const controller = running.get(id) ?? new AbortController();
      running.set(id, controller);
      const { signal } = controller;
      effect
        .effect((news) => tell({ kind: "news", id, news }), signal)
        .catch((error: unknown) => {
          if (!signal.aborted)
            tell({ kind: "failure", message: error instanceof Error ? error.message : String(error) });
        });
    }
  };
  const tell = (event: AppEvent): void => {
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
    end: () => running.forEach((controller) => controller.abort()),
  };
}

function App({ store, terminal }: { readonly store: AppStore; readonly terminal: AppTerminal }): ReactElement {
  const [state, setState] = useState(store.now());
  const { stdout } = useStdout();
  useEffect(() => store.subscribe(() => setState(store.now())), [store]);
  useEffect(() => {
    const onResize = (): void => store.tell({ kind: "size", size: sizeOf(terminal) });
    stdout.on("resize", onResize);
    return () => void stdout.off("resize", onResize);
  }, [store, stdout, terminal]);
  const isPasting = useRef(false);
  useInput((input, pressed) => {
    if (input === pasteMarks.begin || input === pasteMarks.end) isPasting.current = input === pasteMarks.begin;
    else for (const key of keysOf(input, pressed, isPasting.current)) store.tell({ kind: "key", key });
  });
  const look: Look = { ...state.size, plain: terminal.plain, screenReader: terminal.screenReader };
  return <AppView state={state} look={look} />;
}
