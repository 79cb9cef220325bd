import { basename } from "node:path";
import { createElement } from "react";
import type { KeyHint, Screen } from "../kernel/screen.ts";
import type { Services } from "../services.ts";
import { performRun } from "./perform-run.ts";
import { type RunEffect, type RunNews, type RunState, startRun, stepRun } from "./run-state.ts";
import { RunView } from "./run-view.tsx";

/** The screen of one run's folder: its progress while it is at work here, else its result, or how to finish it. */
export function runScreen(services: Services, folder: string): Screen<RunState, RunNews, RunEffect> {
  return {
    title: () => basename(folder),
    about:
      "An audit at work goes on when you leave this screen; Home and the audit screen lead back to it. What is in its journal is never lost, whether it is paused, stopped or killed. Of a finished audit: the verdicts for the margin that was declared, all contrasts with their intervals (0 is the middle, the marks beside it are the margin), samples, quality and certificates, and where the report is.",
    start: startRun(folder),
    step: stepRun,
    draw: (state, look) => createElement(RunView, { state, look }),
    hints: hintsOf,
    isTyping: ({ content }) => content.kind === "result" && content.result.typing !== undefined,
    perform: (effect, tell, signal) => performRun(effect, folder, services, tell, signal),
  };
}

function hintsOf({ content }: RunState): readonly KeyHint[] {
  switch (content.kind) {
    case "running":
      return [
        { keys: "p", does: content.audit.state.startsWith("paus") ? "go on" : "pause" },
        { keys: "s", does: "stop" },
        { keys: "n", does: "next label" },
        { keys: "↑ ↓", does: "scroll" },
        { keys: "Esc", does: "leave it running" },
      ];
    case "unfinished":
      return [
        { keys: "Enter", does: "go on with it" },
        { keys: "Esc", does: "back" },
      ];
    case "result":
      return resultHints(content.result.section);
    default:
      return [{ keys: "Esc", does: "back" }];
  }
}

function resultHints(section: string): readonly KeyHint[] {
  return [
    { keys: "1–5 ← →", does: "part" },
    { keys: "↑ ↓", does: section === "samples" ? "other row" : "scroll" },
    ...(section === "samples" ? [{ keys: "Enter", does: "show the texts" }] : []),
    { keys: "a", does: "all contrasts, or the declared", rare: section !== "contrasts" },
    { keys: "/", does: "search" },
    { keys: "n", does: "next found", rare: true },
    { keys: "Esc", does: "back" },
  ];
}
