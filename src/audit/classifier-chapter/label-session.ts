import type { RegardLabel } from "../../regard/regard.ts";
import type { LabelItem } from "./label-items.ts";

/** A person at work on some texts. Plain data: screens show it, `stepLabels` changes it. */
export interface LabelSession {
  readonly items: readonly LabelItem[];
  /** What became of the items before the current one, in order; null is skipped. */
  readonly given: readonly (RegardLabel | null)[];
  readonly isOver: boolean;
}

export type LabelEvent =
  | { readonly kind: "label"; readonly label: RegardLabel }
  | { readonly kind: "undo" }
  | { readonly kind: "skip" }
  | { readonly kind: "quit" };

/** What is to be done with the file of labels. */
export type LabelEffect =
  | { readonly kind: "keep"; readonly item: LabelItem; readonly label: RegardLabel }
  | { readonly kind: "take back"; readonly item: LabelItem };

export const labelSession = (items: readonly LabelItem[]): LabelSession => ({ items, given: [], isOver: false });

/** The text to label now; undefined once all are done. */
export const currentItem = ({ items, given }: LabelSession): LabelItem | undefined => items[given.length];

/** One event later. Undo takes back the last label or skip of this session; what makes no sense changes nothing. */
export function stepLabels(
  session: LabelSession,
  event: LabelEvent,
): { readonly session: LabelSession; readonly effect?: LabelEffect } {
  const { items, given, isOver } = session;
  if (isOver) return { session };
  if (event.kind === "quit") return { session: { ...session, isOver: true } };
  if (event.kind === "undo") return undone(session);
  const item = items[given.length];
  if (item === undefined) return { session };
  if (event.kind === "skip") return { session: { ...session, given: [...given, null] } };
  const { label } = event;
  return { session: { ...session, given: [...given, label] }, effect: { kind: "keep", item, label } };
}

function undone(session: LabelSession): ReturnType<typeof stepLabels> {
  const { items, given } = session;
  const [last, item] = [given.at(-1), items[given.length - 1]];
  if (last === undefined || item === undefined) return { session };
  const before = { ...session, given: given.slice(0, -1) };
  return last === null ? { session: before } : { session: before, effect: { kind: "take back", item } };
}

/** The keys of a screen, and what they mean. */
export const labelKeys: readonly { readonly key: string; readonly event: LabelEvent; readonly says: string }[] = [
  { key: "n", event: { kind: "label", label: "negative" }, says: "negative" },
  { key: "e", event: { kind: "label", label: "neutral" }, says: "neutral" },
  { key: "p", event: { kind: "label", label: "positive" }, says: "positive" },
  { key: "o", event: { kind: "label", label: "other" }, says: "other" },
  { key: "u", event: { kind: "undo" }, says: "undo" },
  { key: "s", event: { kind: "skip" }, says: "skip" },
  { key: "q", event: { kind: "quit" }, says: "quit" },
];
