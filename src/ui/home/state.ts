import type { FoundRun } from "../../store/find-runs.ts";
import { bodyOf } from "../kernel/frame.ts";
import { type ListWindow, listWindow, moveInList } from "../kernel/list-window.ts";
import { type Key, movement } from "../kernel/key.ts";
import type { Step, UiEvent } from "../kernel/screen.ts";
import { homeLayout } from "./home-layout.ts";

/** Where the first screen leads. */
export type Destination =
  | { readonly to: "generate" | "audit" | "lists" }
  | { readonly to: "run"; readonly folder: string };

/** What is at hand: read whenever the screen comes into sight. */
export interface AtHand {
  readonly lists: readonly { readonly name: string; readonly rows: number }[];
  readonly contexts: readonly string[];
  readonly runs: readonly FoundRun[];
  /** Names of downloaded models; `mini` is always there. */
  readonly models: readonly string[];
  /** The folder of the audit that this process is busy with; empty until it is known. */
  readonly atWork?: string;
}

export interface HomeState {
  readonly window: ListWindow;
  readonly atHand?: AtHand;
  /** Whether a watch is under way: one is enough. */
  readonly isWatching?: boolean;
}

export interface HomeItem {
  readonly title: string;
  readonly about: string;
  readonly destination: Destination;
}

/** What is at hand now. `watched`: looked up because a watch came to its end. */
export type HomeNews = { readonly kind: "at hand"; readonly atHand: AtHand; readonly watched?: boolean };
/** watch: look around again once the audit at work has come to its end. */
export type HomeEffect = { readonly kind: "look around" | "watch" };

const tasks: readonly HomeItem[] = [
  {
    title: "Generate fair text",
    about: "One prompt for each group, plain and by fair decoders",
    destination: { to: "generate" },
  },
  {
    title: "Audit a model",
    about: "Generate, score, test, report; the margin comes first",
    destination: { to: "audit" },
  },
  {
    title: "Word lists",
    about: "Read and write them; see what they do to tokens",
    destination: { to: "lists" },
  },
];

/**
 * What can be chosen: the tasks, an audit at work in a folder elsewhere, then the runs at hand, the last one first. How a run ended stands before its
 * name, which may be cut.
 */
export function homeItems({ atHand }: HomeState): readonly HomeItem[] {
  const { runs = [], atWork = "" } = atHand ?? {};
  const isElsewhere = atWork !== "" && runs.every(({ folder }) => folder !== atWork);
  const items = runs.map((run, i) => (run.folder === atWork ? itemAtWork(run) : runItem(run, i === 0)));
  return [...tasks, ...(isElsewhere ? [itemAtWork({ folder: atWork, name: atWork })] : []), ...items];
}

const itemAtWork = ({ folder, name }: Pick<FoundRun, "folder" | "name">): HomeItem => ({
  title: "See the audit",
  about: `at work · ${name}`,
  destination: { to: "run", folder },
});

function runItem({ verdicts, name, folder }: FoundRun, isLast: boolean): HomeItem {
  const destination: Destination = { to: "run", folder };
  return {
    title: isLast ? "Open the last audit" : "Open an audit",
    about: `${foundIn(verdicts)} · ${name}`,
    destination,
  };
}

function foundIn(verdicts: FoundRun["verdicts"]): string {
  if (verdicts === undefined) return "not finished";
  return verdicts.counted === 0 ? "too small to tell" : `${verdicts.fair} of ${verdicts.counted} equivalent`;
}

/** The first step; the screen looks around whenever it comes into sight. */
export const startHome: Step<HomeState, HomeEffect> = {
  state: { window: listWindow(tasks.length, tasks.length) },
};

/** The state after an event, and what was chosen. */
export function stepHome(
  state: HomeState,
  event: UiEvent<HomeNews>,
): Step<HomeState, HomeEffect> & { readonly chosen?: Destination } {
  if (event.kind === "news") return afterNews(state, event.news);
  if (event.kind === "size") {
    const { items } = homeLayout(bodyOf(event.size));
    return { state: { ...state, window: windowOf(state, items) } };
  }
  if (event.kind === "shown") return { state, effects: [{ kind: "look around" }] };
  return pressed(state, event.key);
}

function pressed(state: HomeState, key: Key): ReturnType<typeof stepHome> {
  if (key.kind === "named" && key.name === "escape") return { state, go: "quit" };
  if (key.kind === "text" && key.text === "q") return { state, go: "quit" };
  if (key.kind === "named" && key.name === "enter") {
    const item = homeItems(state)[state.window.selected];
    return item === undefined ? { state } : { state, chosen: item.destination };
  }
  return { state: { ...state, window: moveInList(state.window, movement(key)) } };
}

function afterNews(state: HomeState, { atHand, watched = false }: HomeNews): Step<HomeState, HomeEffect> {
  const isBusy = atHand.atWork !== undefined;
  const wasWatching = state.isWatching === true && !watched;
  const next = { ...state, atHand, isWatching: isBusy || wasWatching };
  return {
    state: { ...next, window: windowOf(next, state.window.height) },
    effects: isBusy && !wasWatching ? [{ kind: "watch" }] : [],
  };
}

const windowOf = (state: HomeState, height: number): ListWindow =>
  listWindow(homeItems(state).length, height, state.window);
