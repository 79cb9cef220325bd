import { join } from "node:path";
import { createElement } from "react";
import { contextNames } from "../../store/contexts.ts";
import { cacheFolder, cacheList } from "../../store/download-cache.ts";
import { findLists } from "../../store/find-lists.ts";
import { findRuns } from "../../store/find-runs.ts";
import { isAtWork } from "../audit/running-audit.ts";
import type { OpenScreen, Screen } from "../kernel/screen.ts";
import type { Services } from "../services.ts";
import { HomeView } from "./home-view.tsx";
import type { AtHand, Destination, HomeEffect, HomeNews, HomeState } from "./state.ts";
import { startHome, stepHome } from "./state.ts";

/** How each choice of the first screen is opened. */
export type Opening = (destination: Destination) => OpenScreen;

/** The first screen: what one can do, and what is at hand. */
export function homeScreen(services: Services, opening: Opening): Screen<HomeState, HomeNews, HomeEffect> {
  return {
    title: () => "home",
    about:
      "Where everything begins: generate fair text, audit a model, or look at and write word lists. Audits that are kept in the folder reports are here too, the last one first.",
    start: startHome,
    step(state, event) {
      const { chosen, ...step } = stepHome(state, event);
      return chosen === undefined ? step : { ...step, go: { to: opening(chosen) } };
    },
    draw: (state, look) => createElement(HomeView, { state, look }),
    hints: () => [
      { keys: "↑ ↓", does: "choose" },
      { keys: "Enter", does: "open" },
      { keys: "q", does: "leave" },
    ],
    isTyping: () => false,
    async perform({ kind }, tell, signal) {
      const watched = kind === "watch";
      if (watched) await endOfAudit(services, signal);
      if (!signal.aborted) tell({ kind: "at hand", atHand: await lookAround(services), watched });
    },
  };
}

/** Resolves once no audit of this process is at work, or the screen is left. */
async function endOfAudit({ audits }: Services, signal: AbortSignal): Promise<void> {
  const watching = new AbortController();
  const either = AbortSignal.any([signal, watching.signal]);
  await new Promise<void>((resolve) => {
    either.addEventListener("abort", () => resolve(), { once: true });
    audits.watch((audit) => {
      if (!isAtWork(audit)) watching.abort();
    }, either);
  });
}

async function lookAround({ folder, network, audits }: Services): Promise<AtHand> {
  const cached = await cacheList(cacheFolder(network.environment ?? {}));
  const audit = audits.current();
  return {
    lists: findLists(folder),
    contexts: contextNames(),
    runs: await findRuns(join(folder, "reports")),
    models: cached.map(({ id }) => id),
    ...(audit === undefined || !isAtWork(audit) ? {} : { atWork: audit.folder }),
  };
}
