import { decoderTraits } from "./decoder-traits.ts";
import type { TokenId } from "../text/token.ts";
import type { CausalLM } from "./causal-lm.ts";
import { checkLength } from "./check-length.ts";
import { checkPlan } from "./check-plan.ts";
import type { DecodeEvent, DecodeJob, DecodePlan } from "./decode-plan.ts";
import { type Carried, type DecodeUnit, decodeUnits } from "./decode-unit.ts";
import { moveTokens } from "./move-tokens.ts";
import { searchTexts } from "./search-texts.ts";
import { seenFrom } from "./seen-from.ts";
import { type UnitEvent, writeTexts } from "./write-texts.ts";

/** Jobs looked at together, so that those of one orbit find each other; what is held at once is bounded by it. */
const window = 4096;

/**
 * Writes the jobs' texts, telling each token and each round as it comes. Laws: a job's events do not depend on the other jobs or the batch
 * size (how the events of different jobs interleave does); with coupling, jobs for prompts x and g·x of an equivariant decoder with frames on get
 * texts X and g·X bit for bit. Takes the jobs as they are needed. Throws UserError on a prompt the model cannot hold, RangeError on a plan out of range.
 */
export async function* generate(
  model: CausalLM,
  plan: DecodePlan,
  jobs: Iterable<DecodeJob> | AsyncIterable<DecodeJob>,
): AsyncGenerator<DecodeEvent> {
  checkPlan(plan, model);
  const { method } = decoderTraits[plan.decoder.name];
  const write = method === "search" ? searchTexts : writeTexts;
  const rows = method === "own" ? 1 : plan.action.group.order;
  const unitsAtOnce = Math.max(1, Math.floor(plan.batchSize / rows));
  let first = 0;
  for await (const some of windows(jobs)) {
    some.forEach(({ prompt }, i) => checkLength(model, `Prompt ${first + i + 1}`, prompt.length, plan.maxNewTokens));
    const units = decodeUnits(plan, some, first);
    for (let from = 0; from < units.length; from += unitsAtOnce) {
      const batch = units.slice(from, from + unitsAtOnce);
      for await (const event of write(model, plan, batch))
        yield* carriedEvents(plan, batch[event.unit] as DecodeUnit, event);
    }
    first += some.length;
  }
}

async function* windows(jobs: Iterable<DecodeJob> | AsyncIterable<DecodeJob>): AsyncGenerator<DecodeJob[]> {
  let held: DecodeJob[] = [];
  for await (const job of jobs) {
    held.push(job);
    if (held.length < window) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}

/** A unit's event for each of the jobs it is carried to. */
function carriedEvents({ action }: DecodePlan, unit: DecodeUnit, event: UnitEvent): DecodeEvent[] {
  const move = (by: Carried["by"], tokens: readonly TokenId[]) => moveTokens(action, by, tokens);
  return unit.carried.map(({ job, by }): DecodeEvent => {
    switch (event.kind) {
      case "tokens":
        return { kind: "tokens", job, tokens: move(by, event.tokens) };
      case "finished":
        return { kind: "finished", job, tokens: move(by, event.tokens), finish: event.finish };
      case "round":
        return { kind: "round", job, round: seenFrom(action.group, by, event.round) };
      default:
        return event satisfies never;
    }
  });
}
