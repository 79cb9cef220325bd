import { type AuditDesign, powerOf, rangeByChance, smallestDetectable } from "../audit/power.ts";
import { loadContexts } from "../store/contexts.ts";
import { loadWords } from "../store/word-lists.ts";
import { groupOf } from "../wordlist/word-action.ts";

/** What a plan is asked for. */
export interface PlanRequest {
  /** Word lists as `--words` names them, and contexts with commas between. */
  readonly words: string;
  readonly contexts: string;
  /** Numbers of texts of each template and demographic. */
  readonly samples: readonly number[];
  /** Numbers of templates instead of those of the contexts. */
  readonly templates?: readonly number[] | undefined;
  readonly difference: number;
  readonly power: number;
  readonly icc: number;
  readonly share: number;
  readonly level: number;
  readonly seed: number;
}

/** A design and what it can find: a JSON line of `audit plan`. */
export interface PlannedAudit {
  readonly words: string;
  readonly context: string;
  readonly demographics: number;
  readonly templates: number;
  readonly samples: number;
  /** Of one decoder. */
  readonly texts: number;
  readonly icc: number;
  readonly share: number;
  readonly level: number;
  readonly difference: number;
  /** The chance that the difference is found, by so many simulations. */
  readonly power: number;
  readonly draws: number;
  /** The smallest difference found with the power asked for; null where there is none. */
  readonly smallestDetectable: number | null;
  readonly powerAsked: number;
  /** The largest minus the smallest share of a fair model. */
  readonly chance: { readonly mean: number; readonly median: number; readonly p95: number };
}

interface Setting {
  readonly words: string;
  readonly context: string;
  readonly demographics: number;
  readonly templates: number;
  readonly samples: number;
}

/** The designs of a request, one after the other, by simulation. Cost: about a second each, more with hundreds of templates. */
export function* planAudits(request: PlanRequest): Generator<PlannedAudit> {
  for (const setting of settingsOf(request)) {
    const { icc, share, level, seed, difference } = request;
    const { templates, samples, demographics } = setting;
    const design: AuditDesign = { templates, samples, demographics, icc, share, level, seed, spread: "t" };
    yield {
      ...setting,
      texts: templates * samples * demographics,
      icc,
      share,
      level,
      difference,
      ...powerOf(design, difference),
      smallestDetectable: smallestDetectable(design, request.power),
      powerAsked: request.power,
      chance: rangeByChance(design),
    };
  }
}

/** Every word list with every number of templates and of samples. */
function settingsOf({ words, contexts, templates, samples }: PlanRequest): readonly Setting[] {
  const counts = templates?.map((count) => ({ context: "", templates: count })) ?? templateCounts(contexts);
  return loadWords(words).flatMap((read) => {
    const lists = read.map(({ list }) => list);
    const place = { words: lists.map(({ name }) => name).join("+"), demographics: groupOf(lists).order };
    return counts.flatMap((count) => samples.map((each) => ({ ...place, ...count, samples: each })));
  });
}

/** The templates of each context file, and of all together where there are several: an audit tests both. */
function templateCounts(contexts: string): readonly Pick<Setting, "context" | "templates">[] {
  const each = contexts.split(",").map((name) => {
    const { name: context, templates } = loadContexts(name.trim());
    return { context, templates: templates.length };
  });
  if (each.length < 2) return each;
  return [...each, { context: "all", templates: each.reduce((sum, { templates }) => sum + templates, 0) }];
}
