import type { CasePolicy } from "../word-list.ts";

/** Words that somebody listed as counterparts, and where: a line of a file, or an entry, from 1. */
export interface FoundRow {
  readonly line: number;
  readonly words: readonly string[];
}

/** Why a row is in no orbit of the list. */
export type LeftReason =
  | { readonly code: "unequal"; readonly expected: number }
  | { readonly code: "empty-cell" }
  | { readonly code: "self-map" }
  | { readonly code: "repeated"; readonly line: number }
  /** `lines` names the first few of the `others`; `list` whose lines they are, where it is another list's. */
  | {
      readonly code: "conflict";
      readonly word: string;
      readonly lines: readonly number[];
      readonly others: number;
      readonly list?: string;
    }
  | { readonly code: "no-counterpart" };

export interface LeftRow extends FoundRow {
  readonly reason: LeftReason;
}

/** Rows that together are an action on words, and the rest with the reason. Every row found is in one of the two, in the order it was found. */
export interface PlacedRows {
  readonly rows: readonly FoundRow[];
  readonly left: readonly LeftRow[];
}

export interface PlaceOptions {
  /** Demographics, and so words a row. */
  readonly columns: number;
  readonly policy: CasePolicy;
  /** Of rows that send a word two ways: none is taken, or the first. @default "none" */
  readonly prefer?: "none" | "first";
}

/**
 * Takes the rows that a group action can have: a row of as many different words as there are demographics, none of them in another row. Rows that are
 * turns of one another (man,woman and woman,man) say the same and are taken once. Nothing is guessed: of rows in conflict none is taken unless `prefer`
 * says so. Law: no word of the rows taken is in two of them, and placing them again leaves nothing. Cost: linear in the rows.
 */
export function placeRows(found: readonly FoundRow[], { columns, policy, prefer = "none" }: PlaceOptions): PlacedRows {
  const key = wordKey(policy);
  const reasons = new Map<FoundRow, LeftReason>();
  for (const row of found) {
    const reason = flawOf(row.words.map(key), columns);
    if (reason !== undefined) reasons.set(row, reason);
  }
  const sound = found.filter((row) => !reasons.has(row));
  for (const [row, first] of repeats(sound, key)) reasons.set(row, { code: "repeated", line: first.line });
  const once = sound.filter((row) => !reasons.has(row));
  for (const [row, reason] of conflictsOf(once, key, prefer)) reasons.set(row, reason);
  return {
    rows: found.filter((row) => !reasons.has(row)),
    left: found.flatMap((row) => {
      const reason = reasons.get(row);
      return reason === undefined ? [] : [{ ...row, reason }];
    }),
  };
}

/** Words with the same key are one word under a list's case policy. */
export const wordKey =
  (policy: CasePolicy) =>
  (word: string): string =>
    policy === "variants" ? word.toLocaleLowerCase("en") : word;

/** Why a row is no orbit of its own, whatever the others are; undefined where it is one. */
export function flawOf(words: readonly string[], columns: number): LeftReason | undefined {
  if (words.length === 1 && columns > 1) return { code: "no-counterpart" };
  if (words.length !== columns) return { code: "unequal", expected: columns };
  if (words.includes("")) return { code: "empty-cell" };
  return new Set(words).size < words.length ? { code: "self-map" } : undefined;
}

/** Rows that are a turn of an earlier one, with that one. */
function repeats(rows: readonly FoundRow[], key: (word: string) => string): ReadonlyMap<FoundRow, FoundRow> {
  const first = new Map<string, FoundRow>();
  const again = new Map<FoundRow, FoundRow>();
  for (const row of rows) {
    const turn = JSON.stringify(turnOf(row.words.map(key)));
    const earlier = first.get(turn);
    if (earlier === undefined) first.set(turn, row);
    else again.set(row, earlier);
  }
  return again;
}

/** The same for all turns of a row of different words: the one whose least word stands first. */
export function turnOf(words: readonly string[]): readonly string[] {
  const least = words.indexOf(words.toSorted()[0] ?? "");
  return [...words.slice(least), ...words.slice(0, least)];
}

/** At most so many lines are named in a reason. */
const named = 5;

const conflictsOf = (rows: readonly FoundRow[], key: (word: string) => string, prefer: "none" | "first") =>
  prefer === "none" ? allConflicts(rows, key) : laterConflicts(rows, key);

/** Of rows that share a word none is taken. */
function allConflicts(rows: readonly FoundRow[], key: (word: string) => string): ReadonlyMap<FoundRow, LeftReason> {
  const holders = new Map<string, FoundRow[]>();
  for (const row of rows) {
    for (const word of row.words.map(key)) {
      const known = holders.get(word);
      if (known === undefined) holders.set(word, [row]);
      else known.push(row);
    }
  }
  const out = new Map<FoundRow, LeftReason>();
  for (const row of rows) {
    const word = row.words.find((one) => (holders.get(key(one)) ?? []).length > 1);
    if (word === undefined) continue;
    const all = holders.get(key(word)) ?? [];
    const others = all.slice(0, named + 1).filter((other) => other !== row);
    const lines = others.slice(0, named).map(({ line }) => line);
    out.set(row, { code: "conflict", word, lines, others: all.length - 1 });
  }
  return out;
}

/** Of rows that share a word the first is taken. */
function laterConflicts(rows: readonly FoundRow[], key: (word: string) => string): ReadonlyMap<FoundRow, LeftReason> {
  const holder = new Map<string, FoundRow>();
  const out = new Map<FoundRow, LeftReason>();
  for (const row of rows) {
    const word = row.words.find((one) => holder.has(key(one)));
    const other = word === undefined ? undefined : holder.get(key(word));
    if (word !== undefined && other !== undefined)
      out.set(row, { code: "conflict", word, lines: [other.line], others: 1 });
    else for (const one of row.words) holder.set(key(one), row);
  }
  return out;
}

/** The reason as a sentence's end: "…, because …". */
export function explainLeft({ words, reason }: LeftRow): string {
  switch (reason.code) {
    case "unequal":
      return `it has ${words.length} words where the list has ${reason.expected} demographics`;
    case "empty-cell":
      return "a word is missing";
    case "self-map":
      return "one word stands for two demographics";
    case "repeated":
      return `line ${reason.line} says the same`;
    case "conflict":
      return `"${reason.word}" also stands in line ${linesOf(reason)} with other partners, and an action sends a word to one word only`;
    case "no-counterpart":
      return "the source names no counterpart";
    default:
      return reason satisfies never;
  }
}

const linesOf = ({ lines, others, list }: Extract<LeftReason, { code: "conflict" }>): string =>
  `${lines.join(", ")}${others > lines.length ? ` and ${others - lines.length} more` : ""}${list === undefined ? "" : ` of ${list}`}`;
