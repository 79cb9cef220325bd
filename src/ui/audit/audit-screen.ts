import { createElement } from "react";
import { type KeyHint, openScreen, type Screen } from "../kernel/screen.ts";
import type { Services } from "../services.ts";
import { type ChooseEffect, type ChooseNews, type ChooseState, startChoosing } from "./choose-state.ts";
import { stepChoosing } from "./choose-step.ts";
import { ChooseView } from "./choose-view.tsx";
import { fields } from "./form.ts";
import { choosePerformer } from "./perform-choose.ts";
import { runScreen } from "./run-screen.ts";

/** The screen that chooses an audit, says what it costs and can find, and begins it. */
export function auditScreen(services: Services): Screen<ChooseState, ChooseNews, ChooseEffect> {
  return {
    title: () => "audit",
    about:
      "An audit writes texts about each demographic with the model as it is and with the fair decoders, labels them, and tests whether the labels differ by more than the margin. Everything is declared here, before a text is written. Power is that of the paired test over templates with 35 % negative texts and a correlation of 0.05 within templates; `evenhand audit plan` simulates other designs.",
    start: startChoosing,
    step(state, event) {
      const { open, ...step } = stepChoosing(state, event);
      return open === undefined ? step : { ...step, go: { to: openScreen(runScreen(services, open)) } };
    },
    draw: (state, look) => createElement(ChooseView, { state, look }),
    hints: hintsOf,
    isTyping: ({ mode }) => mode.kind === "typing",
    perform: choosePerformer(services),
  };
}

function hintsOf({ mode, running, selected }: ChooseState): readonly KeyHint[] {
  if (mode.kind === "typing")
    return [
      { keys: "Enter", does: "take it" },
      { keys: "Esc", does: "leave it as it was" },
    ];
  if (mode.kind === "picking")
    return [
      { keys: "↑ ↓", does: "move" },
      { keys: "Space", does: "in or out" },
      { keys: "e", does: "type" },
      { keys: "Enter", does: "done" },
    ];
  return [
    { keys: "↑ ↓", does: "field" },
    { keys: "Enter", does: fields[selected] === undefined ? "begin" : "change" },
    { keys: "b", does: "begin" },
    ...(fields[selected]?.kind === "one" ? [{ keys: "← →", does: "other" }] : []),
    { keys: "m", does: "measure" },
    ...(running === undefined ? [] : [{ keys: "r", does: "audit at work" }]),
    { keys: "Esc", does: "back" },
    { keys: "e", does: "type into the field", rare: true },
    { keys: "0–9", does: "type a number into the field", rare: true },
  ];
}
