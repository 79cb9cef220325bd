import type { View } from "../../audit/result/interval.ts";
import type { RegardLabel } from "../../regard/regard.ts";
import type { RunningShare } from "./audit-event.ts";

/** What counts of a text. */
interface CountedText {
  readonly decoder: string;
  readonly demographic: string | null;
  readonly regard: {
    readonly unmasked: { readonly label: RegardLabel };
    readonly masked?: { readonly label: RegardLabel };
  };
}

/** Counts labels by word list, decoder and demographic, in the order in which they come up. */
export function runningShares(view: View): {
  add(words: string, text: CountedText): void;
  shares(): readonly RunningShare[];
} {
  const counts = new Map<string, RunningShare & { texts: number; counts: Record<RegardLabel, number> }>();
  return {
    add(words, { decoder, demographic, regard }) {
      const key = JSON.stringify([words, decoder, demographic]);
      const place = { words, decoder, demographic: demographic ?? "" };
      const none = { negative: 0, neutral: 0, positive: 0, other: 0 };
      const found = counts.get(key) ?? { ...place, texts: 0, counts: none };
      counts.set(key, found);
      found.texts += 1;
      found.counts[((view === "masked" ? regard.masked : undefined) ?? regard.unmasked).label] += 1;
    },
    shares: () => structuredClone([...counts.values()]),
  };
}
