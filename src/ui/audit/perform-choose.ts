import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { searchSmallest } from "../../audit/power.ts";
import { decoderNames } from "../../decode/decode-plan.ts";
import { checkPrompts, templateOrbit } from "../../pipelines/prompt-orbits.ts";
import { generateTexts } from "../../pipelines/text-generation.ts";
import { bundledClassifier } from "../../store/classifiers.ts";
import { contextNames, loadContexts } from "../../store/contexts.ts";
import { cacheFolder, cacheList } from "../../store/download-cache.ts";
import { findRuns } from "../../store/find-runs.ts";
import { readRunJson } from "../../store/run-folder.ts";
import { readRunRecord } from "../../store/run-record.ts";
import { loadWords, wordListNames } from "../../store/word-lists.ts";
import { groupOf } from "../../wordlist/word-action.ts";
import { messageOf } from "../kernel/message-of.ts";
import type { Download } from "../download/download.ts";
import { lastAlone } from "../last-alone.ts";
import type { Wanting } from "../opened-texts.ts";
import type { Services } from "../services.ts";
import { typedPath } from "../typed-path.ts";
import type { ChooseEffect, ChooseNews } from "./choose-state.ts";
import { type AuditForm, namesIn, readForm } from "./form.ts";
import { type AuditSize, costKey, type DesignPower, type EarlierPace, type TextCost } from "./plan.ts";
import { isAtWork } from "./running-audit.ts";

type Tell = (news: ChooseNews) => void;

/** Carries out what the choice of an audit asks for. One thing is measured at a time, and one choice is planned. */
export function choosePerformer(services: Services) {
  const [measuring, planning] = [lastAlone(), lastAlone()];
  return async (effect: ChooseEffect, tell: Tell, left: AbortSignal): Promise<void> => {
    switch (effect.kind) {
      case "look around":
        return lookAround(services, tell);
      case "watch":
        return watchRunning(services, tell, left);
      case "plan":
        return tellPlan(effect, tell, planning.begin(left));
      case "measure":
        return tellMeasured(effect.form, services, tell, measuring.begin(left));
      case "stop measuring":
        return measuring.stop();
      case "start":
        return start(effect.form, services, tell);
      case "stop starting":
        return services.audits.stop();
      default:
        return effect satisfies never;
    }
  };
}

async function lookAround({ folder, network }: Services, tell: Tell): Promise<void> {
  const cached = await cacheList(cacheFolder(network.environment ?? {}));
  const choices = {
    model: ["mini", ...cached.map(({ id }) => id)],
    classifier: ["mini", "lexicon"].filter((name) => bundledClassifier(name) !== undefined),
    words: wordListNames(),
    contexts: contextNames(),
    decoders: decoderNames,
    view: ["unmasked", "masked"],
  };
  tell({ kind: "choices", choices, earlier: [] });
  tell({ kind: "choices", choices, earlier: await earlierPaces(join(folder, "reports")) });
}

const timingSchema = z.object({
  sessions: z.array(z.object({ textsPerSecond: z.number().nullable(), texts: z.number(), fromCache: z.number() })),
});

/** Fewer texts tell how long it takes to begin, not the pace. */
const enoughTexts = 500;

/** The paces of the audits in a folder, the last one first; runs that tell none are passed over. */
async function earlierPaces(folder: string): Promise<readonly EarlierPace[]> {
  const paces: EarlierPace[] = [];
  for (const run of await findRuns(folder)) {
    const timing = timingSchema.safeParse(await readRunJson(run.folder, "timing.json").catch(() => undefined));
    const told = timing.data?.sessions.findLast(({ texts, fromCache }) => texts - fromCache >= enoughTexts);
    const rate = told?.textsPerSecond;
    const record = await readRunRecord(run.folder).catch(() => undefined);
    const generation = record?.config.generation;
    if (typeof rate !== "number" || rate <= 0 || generation === undefined || generation === null) continue;
    paces.push({
      run: run.name,
      model: generation.model.name,
      decoders: generation.decoders,
      textsPerSecond: rate,
    });
  }
  return paces;
}

async function watchRunning({ audits }: Services, tell: Tell, signal: AbortSignal): Promise<void> {
  let told: string | undefined;
  audits.watch((audit) => {
    if (audit.state === "opening" && audit.download !== undefined)
      tell({ kind: "downloading", download: audit.download });
    const folder = isAtWork(audit) && audit.folder !== "" ? audit.folder : undefined;
    if (folder !== told) tell({ kind: "running", folder });
    told = folder;
  }, signal);
}

/** Tells the size at once, then the power, in steps between which keys are answered. */
async function tellPlan(
  { version, form }: { readonly version: number; readonly form: AuditForm },
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { size, designs } = designsOf(form);
    tell({ kind: "size", version, plan: size });
    const power: DesignPower[] = [];
    for (const design of designs) power.push(await powerOfDesign(design, signal));
    tell({ kind: "power", version, power });
  } catch (error) {
    if (!signal.aborted) tell({ kind: "problem", version, problem: messageOf(error) });
  }
}

interface Design {
  readonly words: string;
  readonly context: string;
  readonly templates: number;
  readonly samples: number;
  readonly demographics: number;
}

function designsOf(form: AuditForm): { readonly size: AuditSize; readonly designs: readonly Design[] } {
  const contexts = namesIn(form.contexts);
  for (const name of contexts) checkPrompts([], name);
  const each = contexts.map((name) => ({ context: name, templates: loadContexts(name).templates.length }));
  const templates = each.reduce((sum, one) => sum + one.templates, 0);
  const lists = loadWords(form.words.trim()).map((read) => ({
    words: read.map(({ list }) => list.name).join("+"),
    demographics: groupOf(read.map(({ list }) => list)).order,
  }));
  const samples = Number(form.samples);
  const places = each.length < 2 ? each : [...each, { context: "all contexts", templates }];
  const designs = lists.flatMap((list) => places.map((place) => ({ ...list, ...place, samples })));
  return { size: { lists, templates, samples, decoders: namesIn(form.decoders) }, designs };
}

/** As `evenhand audit plan` does it by default, with fewer simulations. */
const usualDesign = { icc: 0.05, share: 0.35, level: 0.95, seed: 0, spread: "t", mostDraws: 400 } as const;
const power = 0.8;

async function powerOfDesign({ words, context, ...design }: Design, signal: AbortSignal): Promise<DesignPower> {
  const search = searchSmallest({ ...usualDesign, ...design }, power);
  for (;;) {
    await setImmediate(undefined, { signal });
    const { done, value } = search.next();
    if (done === true) return { words, context, templates: design.templates, smallest: value };
  }
}

async function tellMeasured(form: AuditForm, services: Services, tell: Tell, signal: AbortSignal): Promise<void> {
  try {
    const onDownload = (download: Download): void => tell({ kind: "downloading", download });
    const costs = await measureCosts(form, services, { signal, onDownload });
    tell({ kind: "measured", about: costKey(form), costs });
  } catch (error) {
    if (!signal.aborted) tell({ kind: "not measured", problem: messageOf(error) });
  }
}

/** Samples for the measurement: enough that batches are filled somewhat, few enough that it takes seconds. */
const measuredSamples = 8;

/** Writes a few texts of one template with each word list and decoder. Cost: seconds with a small model. */
async function measureCosts(
  form: AuditForm,
  services: Services,
  wanting: Required<Wanting>,
): Promise<readonly TextCost[]> {
  const read = readForm(form);
  if ("problem" in read) return [];
  const { model, classifier, words, contexts, decoders, settings } = read.request;
  const opened = await services.open({ model, classifier, words }, wanting);
  const [context = ""] = contexts.split(",");
  const template = loadContexts(context).templates[0]?.template ?? "";
  const costs: TextCost[] = [];
  for (const tools of opened.each) {
    const orbits = [templateOrbit(tools, template, context)];
    const plan = { orbits, settings, logProb: true, frames: "on", batchSize: 128 } as const;
    const write = async (decoder: (typeof decoders)[number], samples: number) => {
      let texts = 0;
      for await (const _ of generateTexts(tools, { ...plan, decoders: [decoder], samples })) texts += 1;
      wanting.signal.throwIfAborted();
      return texts;
    };
    await write("base", 1); // what is slow the first time alone
    for (const decoder of decoders) {
      const [before, start] = [await tools.model.calls(), services.now()];
      const texts = await write(decoder, measuredSamples);
      const [after, end] = [await tools.model.calls(), services.now()];
      const passes = (after.tokens - before.tokens) / texts;
      costs.push({ words: tools.words.names.join("+"), decoder, passes, seconds: (end - start) / 1000 / texts });
    }
  }
  return costs;
}

async function start(form: AuditForm, services: Services, tell: Tell): Promise<void> {
  const read = readForm(form);
  if ("problem" in read) return tell({ kind: "refused", problem: read.problem });
  const { request, folder } = read;
  try {
    for (const context of request.contexts.split(",")) checkPrompts([], context);
    const runs = join(services.folder, "reports");
    const place = folder === undefined ? { runs } : { runs, folder: typedPath(services.folder, folder) };
    tell({ kind: "started", folder: await services.audits.begin(request, place) });
  } catch (error) {
    tell({ kind: "refused", problem: messageOf(error) });
  }
}
