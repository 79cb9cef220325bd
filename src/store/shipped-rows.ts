import type { KnownRows } from "../wordlist/author/suggest-rows.ts";
import { loadWordList, wordListNames } from "./word-lists.ts";

/** The rows of all shipped lists: they may hold a counterpart that another list lacks. */
export const shippedRows = (): readonly KnownRows[] =>
  wordListNames().map((name) => {
    const { description, equality } = loadWordList(name).list;
    return {
      list: name,
      demographics: description.demographics.map((one) => one.name),
      rows: equality.map(({ words }) => words),
    };
  });
