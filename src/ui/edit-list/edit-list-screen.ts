import { createElement } from "react";
import { cacheFolder } from "../../store/download-cache.ts";
import type { Screen } from "../kernel/screen.ts";
import { isPanelTyping } from "../list-panels/step-panels.ts";
import type { Services } from "../services.ts";
import { draftKeeper } from "./draft-keeper.ts";
import { EditView } from "./edit-view.tsx";
import { editHints } from "./hints.ts";
import { performEdit } from "./perform.ts";
import { type EditEffect, type EditNews, type EditState, isUnsaved } from "./state.ts";
import { startOpening, stepEdit } from "./step.ts";

/** The screen that edits a list: a shipped one by its name, as a copy, or that of a folder. `said` is shown when it opens. */
export function editListScreen(services: Services, what: string, said = ""): Screen<EditState, EditNews, EditEffect> {
  const cache = cacheFolder(services.network.environment ?? {});
  const tools = { services, what, said, cache, keeper: draftKeeper(cache) };
  return {
    title: (state) => {
      if (state.kind === "opening") return state.what;
      const { title } = state.history.present.description;
      return `${state.list.name}: ${title}${isUnsaved(state) ? " *" : ""}`;
    },
    about:
      "A word list as a table of orbits: a row holds one word for each demographic, and the swap of demographics sends each word to its neighbour. Sheets 2 and 3 are the neutral and the general words, sheet 4 is what the list says of itself. Every change can be undone and is kept as a draft within a second; Ctrl-S saves.",
    start: startOpening(what),
    step: stepEdit,
    draw: (state, look) => createElement(EditView, { state, look }),
    hints: editHints,
    isTyping: (state) => {
      if (state.kind === "opening" || state.mode.kind === "move") return false;
      return state.mode.kind === "panels" ? isPanelTyping(state.panels) : "line" in state.mode;
    },
    perform: (effect, tell, signal) => performEdit(effect, tools, tell, signal),
  };
}
