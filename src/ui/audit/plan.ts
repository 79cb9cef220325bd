import type { AuditForm } from "./form.ts";

/** How large an audit is. */
export interface AuditSize {
  readonly lists: readonly { readonly words: string; readonly demographics: number }[];
  readonly templates: number;
  readonly samples: number;
  readonly decoders: readonly string[];
}

/** The smallest difference that a design finds; null where not even the largest possible one is found. */
export interface DesignPower {
  readonly words: string;
  readonly context: string;
  readonly templates: number;
  readonly smallest: number | null;
}

/** What writing a text costs, measured on a few. */
export interface TextCost {
  readonly words: string;
  readonly decoder: string;
  /** Tokens that the model read for each text. */
  readonly passes: number;
  readonly seconds: number;
}

/** Costs and what they are about. */
export interface MeasuredCosts {
  readonly about: string;
  readonly costs: readonly TextCost[];
}

/** The pace of an earlier audit, from its timing.json. */
export interface EarlierPace {
  readonly run: string;
  readonly model: string;
  readonly decoders: readonly string[];
  readonly textsPerSecond: number;
}

/** Fewer templates than this are no ground for a verdict. */
export const fewTemplates = 20;

export const textsIn = ({ lists, templates, samples, decoders }: AuditSize): number =>
  lists.reduce((sum, { demographics }) => sum + demographics, 0) * templates * samples * decoders.length;

/** What decides the cost of a text. */
export const costKey = ({ model, classifier, words, decoders }: AuditForm): string =>
  JSON.stringify([model, classifier, words, decoders].map((text) => text.trim()));

/** An estimate of what an audit costs, and from what. */
export interface CostEstimate {
  readonly seconds: number;
  readonly passes?: number;
  readonly from: string;
}

/** The cost of an audit by what was measured for it, or else by an earlier audit of the same model and decoders; undefined where neither is there. */
export function costEstimate(
  form: AuditForm,
  size: AuditSize,
  measured: MeasuredCosts | undefined,
  earlier: readonly EarlierPace[],
): CostEstimate | undefined {
  if (measured?.about === costKey(form)) return fromMeasured(size, measured.costs);
  const pace = earlierPace(form.model.trim(), size.decoders, earlier);
  if (pace === undefined) return undefined;
  return { seconds: textsIn(size) / pace.textsPerSecond, from: `the pace of ${pace.run}` };
}

function fromMeasured({ lists, templates, samples }: AuditSize, costs: readonly TextCost[]): CostEstimate {
  let [passes, seconds] = [0, 0];
  for (const { words, demographics } of lists) {
    for (const cost of costs.filter((one) => one.words === words)) {
      passes += cost.passes * demographics * templates * samples;
      seconds += cost.seconds * demographics * templates * samples;
    }
  }
  return { passes, seconds, from: "a few texts, measured on this machine" };
}

/** The last earlier audit of that model and those decoders. */
export const earlierPace = (
  model: string,
  decoders: readonly string[],
  earlier: readonly EarlierPace[],
): EarlierPace | undefined => {
  const wanted = [...decoders].toSorted().join();
  return earlier.find((one) => one.model === model && [...one.decoders].toSorted().join() === wanted);
};

/** "12 s", "3 min", "2 h 5 min". */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
