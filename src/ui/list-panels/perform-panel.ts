import { setTimeout as wait } from "node:timers/promises";
import { findModel } from "../../models/find-model.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import { hubOptions } from "../../pipelines/network.ts";
import { lintDraft } from "../../wordlist/author/mend-draft.ts";
import type { Services } from "../services.ts";
import type { PanelEffect, PanelNews } from "./panel.ts";

/** How long an author must rest before a draft is checked, milliseconds. */
const pause = 300;

/** Carries out what the panels ask for. What fails is told as news, so that the list can be edited without a model. */
export async function performPanel(
  effect: PanelEffect,
  services: Services,
  tell: (news: PanelNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const { revision } = effect;
  if (effect.kind === "wait") {
    await wait(pause, undefined, { signal });
    tell({ kind: "pause", revision });
    return;
  }
  try {
    const { draft, name, folder } = effect.input;
    const tokenizer = await modelTokenizer(await findModel("mini", hubOptions(services.network)));
    const { problems, summary } = await lintDraft(draft, name, folder, tokenizer);
    tell({ kind: "linted", found: { revision, problems, summary } });
  } catch (error) {
    tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}
