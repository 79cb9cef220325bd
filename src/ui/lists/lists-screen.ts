import { createElement } from "react";
import { cacheFolder } from "../../store/download-cache.ts";
import { editListScreen } from "../edit-list/edit-list-screen.ts";
import { type KeyHint, openScreen, type Screen } from "../kernel/screen.ts";
import type { Services } from "../services.ts";
import { ListsView } from "./lists-view.tsx";
import { performLists } from "./perform.ts";
import { type ListsEffect, type ListsNews, type ListsState, startLists, stepLists } from "./state.ts";

/** The screen of all word lists at hand; a list opens in its editor. */
export function listsScreen(services: Services): Screen<ListsState, ListsNews, ListsEffect> {
  const home = services.folder;
  const cache = cacheFolder(services.network.environment ?? {});
  return {
    title: () => "word lists",
    about:
      "All word lists at hand: the shipped ones, and those in this folder and in its folder wordlists. A list says which words stand for which demographic; with it the swap of demographics is a group action. Shipped lists open as a copy.",
    start: startLists,
    step(state, event) {
      const { open, ...step } = stepLists(state, event);
      if (open === undefined) return step;
      return { ...step, go: { to: openScreen(editListScreen(services, open, step.state.message)) } };
    },
    draw: (state, look) => createElement(ListsView, { state, look }),
    hints: hintsOf,
    isTyping: ({ mode }) => mode.kind !== "move",
    perform: (effect, tell) => performLists(effect, { home, cache }, tell),
  };
}

function hintsOf({ mode, filter }: ListsState): readonly KeyHint[] {
  if (mode.kind === "search")
    return [
      { keys: "Enter", does: "keep to these" },
      { keys: "Esc", does: "all lists" },
    ];
  if (mode.kind === "form")
    return [
      { keys: "Enter", does: "next line; at the last: do it" },
      { keys: "Ctrl-S", does: "do it" },
      { keys: "↑↓", does: "other lines" },
      { keys: "Esc", does: "close" },
    ];
  return [
    { keys: "↑↓", does: "choose" },
    { keys: "Enter", does: "open" },
    { keys: "n", does: "new" },
    { keys: "t", does: "from this" },
    { keys: "i", does: "import" },
    { keys: "/", does: "search" },
    { keys: "o", does: "open a folder" },
    { keys: "Esc", does: filter === "" ? "back" : "all lists" },
  ];
}
