import type { FoundRun } from "../../store/find-runs.ts";
import { type ListWindow, listWindow, moveInList } from "../kernel/list-window.ts";
import { movement } from "../kernel/key.ts";
import type { Step, UiEvent } from "../kernel/screen.ts";
import { bodyOf, homeLayout } from "./home-layout.ts";

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
  /** The name of the audit that this process is busy with. */
  readonly atWork?: string;
}

export interface HomeState {
  readonly window: ListWindow;
  readonly atHand?: AtHand;
}

export interface HomeItem {
  readonly title: string;
  readonly about: string;
  readonly destination: Destination;
}

export type HomeNews = { readonly kind: "at hand"; readonly atHand: AtHand };
export type HomeEffect = { readonly kind: "look around" };

const tasks: readonly HomeItem[] = [
  {
    title: "Generate fair text",
    about: "One prompt about every demographic, by the model as it is and by the fair decoders",
    destination: { to: "generate" },
  },
  {
    title: "Audit a model",
    about: "Generate, score, test and report, with a margin declared beforehand",
    destination: { to: "audit" },
  },
  {
    title: "Word lists",
    about: "Look at lists, write new ones, see what they do to a model's tokens",
    destination: { to: "lists" },
  },
];

/** What can be chosen: the tasks, then the runs at hand, the last one first. */
export function homeItems({ atHand }: HomeState): readonly HomeItem[] {
  const runs = (atHand?.runs ?? []).map((run, i) => runItem(run, i === 0, run.name === atHand?.atWork));
  return [...tasks, ...runs];
}

function runItem({ verdicts, name, folder }: FoundRun, isLast: boolean, isAtWork: boolean): HomeItem {
  const destination: Destination = { to: "run", folder };
  if (isAtWork) return { title: `See the audit ${name}`, about: "at work", destination };
  return {
    title: `${isLast ? "Open the last audit" : "Open the audit"} ${name}`,
    about:
      verdicts === undefined
        ? "not finished: it goes on where it stopped"
        : `${verdicts.fair} of ${verdicts.all} within the margin`,
    destination,
  };
}

/** The first step; a screen hears its size when it opens, and looks around then. */
export const startHome: Step<HomeState, HomeEffect> = {
  state: { window: listWindow(tasks.length, tasks.length) },
};

/** The state after an event, and what was chosen. */
export function stepHome(
  state: HomeState,
  event: UiEvent<HomeNews>,
): Step<HomeState, HomeEffect> & { readonly chosen?: Destination } {
  if (event.kind === "news") {
    const next = { ...state, atHand: event.news.atHand };
    return { state: { ...next, window: windowOf(next, state.window.height) } };
  }
  if (event.kind === "size") {
    const { items } = homeLayout(bodyOf(event.size));
    return { state: { ...state, window: windowOf(state, items) }, effects: [{ kind: "look around" }] };
  }
  const { key } = event;
  if (key.kind === "named" && key.name === "escape") return { state, go: "quit" };
  if (key.kind === "text" && key.text === "q") return { state, go: "quit" };
  if (key.kind === "named" && key.name === "enter") {
    const item = homeItems(state)[state.window.selected];
    return item === undefined ? { state } : { state, chosen: item.destination };
  }
  return { state: { ...state, window: moveInList(state.window, movement(key)) } };
}

const windowOf = (state: HomeState, height: number): ListWindow =>
  listWindow(homeItems(state).length, height, state.window);
