import type { DecoderName } from "../../decode/decode-plan.ts";
import type { Key } from "../kernel/key.ts";
import type { Step, UiEvent } from "../kernel/screen.ts";
import { selectField, stepForm } from "./form.ts";
import { readForm } from "./read-form.ts";
import { areSameRequests, type GenerateRequest } from "./request.ts";
import { answer } from "./save-question.ts";
import type { GenerateEffect, GenerateNews, GenerateState, WritingNews } from "./state.ts";
import { isComplete, madeNow, type Texts, withBlocks, withGrowing } from "./texts.ts";
import { textsKey } from "./texts-keys.ts";

type GenerateStep = Step<GenerateState, GenerateEffect>;

/** The state after an event. Law: no clock, file or chance. */
export function stepGenerate(state: GenerateState, event: UiEvent<GenerateNews>): GenerateStep {
  if (event.kind === "size") return { state: { ...state, size: event.size } };
  if (event.kind === "news") return { state: heard(state, event.news) };
  if (event.kind === "shown") return { state };
  const { problem: _, message: __, ...calm } = state;
  if (state.question !== undefined) return answered(calm, state.question, event.key);
  return state.at === "form" ? formKey(calm, event.key) : textsKey(calm, event.key, switched);
}

function formKey(state: GenerateState, key: Key): GenerateStep {
  const name = key.kind === "named" ? key.name : undefined;
  if (name === "escape") {
    if (!state.opening) return { state, go: "back" };
    const { texts: _, download: __, ...without } = state;
    return { state: { ...without, opening: false }, effects: [{ kind: "stop" }] };
  }
  if (name !== "enter") return { state: { ...state, form: stepForm(state.form, key) } };
  return state.opening ? { state } : started(state);
}

/** Enter on the form: a request that was looked at before goes on where it was. */
function started(state: GenerateState): GenerateStep {
  const read = readForm(state.form.values);
  if ("wrong" in read) return { state: { ...state, form: selectField(state.form, read.wrong), problem: read.message } };
  const { request, decoder } = read;
  const { texts } = state;
  if (texts !== undefined && areSameRequests(texts.request, request)) {
    return switched({ ...state, at: "texts", texts: { ...texts, writing: false } }, decoder);
  }
  const run = state.run + 1;
  const fresh = freshTexts(run, request, decoder);
  return {
    state: { ...state, run, opening: true, texts: fresh },
    effects: [{ kind: "write", run, request, decoder, from: 0 }],
  };
}

const freshTexts = (run: number, request: GenerateRequest, decoder: DecoderName): Texts => ({
  run,
  request,
  decoder,
  orbits: [],
  made: new Map(),
  writing: true,
  top: { block: 0, line: 0 },
  showsRounds: false,
});

/** Another decoder on the same request: what it made is kept, what is missing is written, and the place in sight stays. */
function switched(state: GenerateState, decoder: DecoderName): GenerateStep {
  const { texts } = state;
  if (texts === undefined) return { state };
  const shown = withGrowing({ ...texts, decoder }, decoder, []);
  if (isComplete(shown))
    return { state: { ...state, texts: { ...shown, writing: false } }, effects: [{ kind: "stop" }] };
  const { run, request } = texts;
  const from = madeNow(shown).blocks.length;
  return {
    state: { ...state, texts: { ...shown, writing: true } },
    effects: [{ kind: "write", run, request, decoder, from }],
  };
}

function answered(state: GenerateState, asked: NonNullable<GenerateState["question"]>, key: Key): GenerateStep {
  const outcome = answer(asked, key);
  const { question: _, ...without } = state;
  if (outcome === "taken back" || state.texts === undefined) return { state: without };
  if ("question" in outcome) return { state: { ...state, question: outcome.question } };
  const { path, replace } = outcome;
  return {
    state: replace ? without : { ...state, question: asked },
    effects: [{ kind: "save", path, replace, texts: state.texts }],
  };
}

function heard(state: GenerateState, news: GenerateNews): GenerateState {
  switch (news.kind) {
    case "at hand":
      return { ...state, form: { ...state.form, choices: news.choices } };
    case "saved": {
      const { question: _, ...without } = state;
      return { ...without, message: news.message };
    }
    case "there already":
      return { ...state, question: { kind: "replace", path: news.path } };
    case "not saved":
      return { ...state, problem: news.message };
    default:
      return written(state, news);
  }
}

/** News of the writing; those of a request that is no longer looked at are dropped. */
function written(state: GenerateState, news: WritingNews): GenerateState {
  const { texts } = state;
  return texts === undefined || texts.run !== news.run ? state : told(state, texts, news);
}

function told(state: GenerateState, texts: Texts, news: WritingNews): GenerateState {
  switch (news.kind) {
    case "downloading":
      return { ...state, download: news.download };
    case "opened":
      return {
        ...withoutDownload(state),
        opening: false,
        at: state.opening ? "texts" : state.at,
        texts: { ...texts, orbits: news.orbits },
      };
    case "growing":
      return { ...state, texts: withGrowing(texts, news.decoder, news.blocks) };
    case "written":
      return { ...state, texts: withBlocks(texts, news.decoder, news.from, news.blocks) };
    case "finished":
      return news.decoder === texts.decoder ? { ...state, texts: { ...texts, writing: false } } : state;
    case "failed":
      return failed(state, texts, news);
    default:
      return news satisfies never;
  }
}

function withoutDownload(state: GenerateState): GenerateState {
  const { download: _, ...without } = state;
  return without;
}

/** What could not be opened leaves the form as it is; what fails later leaves the texts that are there. */
function failed(state: GenerateState, texts: Texts, { decoder, message }: { decoder: DecoderName; message: string }) {
  const calm = { ...withoutDownload(state), opening: false, problem: message };
  if (!state.opening) return { ...calm, texts: withGrowing({ ...texts, writing: false }, decoder, []) };
  const { texts: _, ...without } = calm;
  return without;
}
