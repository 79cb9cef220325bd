import { setTimeout as wait } from "node:timers/promises";
import type { CausalLM } from "../../decode/causal-lm.ts";
import { openCausalLM } from "../../models/causal-lm.ts";
import { findModel } from "../../models/find-model.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import { hubOptions } from "../../pipelines/network.ts";
import type { Tokenizer } from "../../text/token.ts";
import { messageOf } from "../kernel/message-of.ts";
import type { Services } from "../services.ts";
import { type AnalystThread, analystThread } from "./analyst-thread.ts";
import type { Question } from "./analyst-protocol.ts";
import { openedOnce } from "./opened-once.ts";
import { coverageOf, nextTable } from "./model-findings.ts";
import type { JobEffect, JobNews, PanelEffect, PanelNews } from "./panel.ts";

/** How long an author must rest before a draft is checked, milliseconds. */
const pause = 300;

/** The model whose tokens a list is checked with. */
const modelName = "mini";

/** What an open list works with, until its screen is left. */
interface Helpers {
  readonly thread: AnalystThread;
  model(): Promise<{ readonly model: CausalLM; readonly tokenizer: Tokenizer }>;
}

/** By the signal of the screen: each open list has its own. */
const open = new WeakMap<AbortSignal, Helpers>();

function helpersOf(services: Services, signal: AbortSignal): Helpers {
  const known = open.get(signal);
  if (known !== undefined) return known;
  const thread = analystThread();
  const helpers: Helpers = {
    thread,
    model: openedOnce(() => openModel(services, signal)),
  };
  open.set(signal, helpers);
  signal.addEventListener("abort", () => thread.close(), { once: true });
  return helpers;
}

async function openModel(services: Services, signal: AbortSignal): ReturnType<Helpers["model"]> {
  const folder = await findModel(modelName, hubOptions(services.network));
  const tokenizer = await modelTokenizer(folder);
  const model = await openCausalLM(folder, { name: modelName });
  if (signal.aborted) await model.close();
  else signal.addEventListener("abort", () => void model.close(), { once: true });
  return { model, tokenizer };
}

/** Carries out what the panels ask for. What fails is told as news, so that the list can be edited without a model. */
export async function performPanel(
  effect: PanelEffect,
  services: Services,
  tell: (news: PanelNews) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (effect.kind === "wait") {
    await wait(pause, undefined, { signal });
    tell({ kind: "pause", revision: effect.revision });
    return;
  }
  try {
    const news = await found(effect, helpersOf(services, signal), signal);
    if (news !== undefined && !signal.aborted) tell(news);
  } catch (error) {
    if (!signal.aborted) tell(failed(effect, messageOf(error)));
  }
}

const failed = (effect: Question, message: string): PanelNews =>
  effect.kind === "lint"
    ? { kind: "not linted", revision: effect.revision, message }
    : { kind: "failed", job: effect.kind, key: effect.key, message };

async function found(effect: Question, helpers: Helpers, signal: AbortSignal): Promise<PanelNews | undefined> {
  if (effect.kind !== "lint") return jobFound(effect, helpers, signal);
  const lint = await helpers.thread.ask(effect);
  return lint === undefined ? undefined : { kind: "linted", found: lint };
}

async function jobFound(effect: JobEffect, helpers: Helpers, signal: AbortSignal): Promise<JobNews | undefined> {
  const { thread } = helpers;
  const { key } = effect;
  switch (effect.kind) {
    case "row":
      return newsOf("row", key, await thread.ask(effect));
    case "preview":
      return newsOf("preview", key, await thread.ask(effect));
    case "suggestions":
      return newsOf("suggestions", key, await thread.ask(effect));
    case "next": {
      const moved = await thread.ask(effect);
      if (moved === undefined) return undefined;
      const { model, tokenizer } = await helpers.model();
      return newsOf("next", key, await nextTable(model, tokenizer, moved, effect.isRelaxed));
    }
    case "coverage": {
      const moved = await thread.ask(effect);
      if (moved === undefined) return undefined;
      const { model } = await helpers.model();
      return newsOf("coverage", key, await coverageOf(model, moved, effect.contexts, signal));
    }
    default:
      return effect satisfies never;
  }
}

const newsOf = <Name extends JobNews["job"]>(
  job: Name,
  key: string,
  value: Extract<JobNews, { kind: "found"; job: Name }>["value"] | undefined,
): JobNews | undefined => (value === undefined ? undefined : ({ kind: "found", job, key, value } as JobNews));
