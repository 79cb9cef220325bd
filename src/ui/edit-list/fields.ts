import { nameProblem } from "../../wordlist/author/demographic-names.ts";
import type { Draft } from "../../wordlist/author/draft.ts";
import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import type { Demographic } from "../../wordlist/word-list.ts";

/** A line of what list.json says: its value and how another is written. */
export interface Field {
  readonly label: string;
  readonly text: string;
  /** The values to choose from, where it is no free text. */
  readonly choices?: readonly string[];
  /** What it means, for people who see it first. */
  readonly about: string;
  /** The edit, or why the text cannot stand here. */
  write(text: string): ListEdit | string;
}

type DescriptionEdit = Extract<ListEdit, { kind: "describe" }>["description"];

const describe = (description: DescriptionEdit): ListEdit => ({ kind: "describe", description });

const needed =
  (label: string, edit: (text: string) => ListEdit) =>
  (text: string): ListEdit | string =>
    text === "" ? `The ${label} cannot be empty.` : edit(text);

/** All fields, the demographics' last; the same draft gives the same ones. */
export function fieldsOf({ description }: Draft): readonly Field[] {
  const { title, source, licence, note = "", demographics } = description;
  const named = { title, source, licence };
  const abouts = {
    title: "what the list is called",
    source: "who made it, out of what, with citations",
    licence: "on what terms others may use it",
  };
  return [
    ...(["title", "source", "licence"] as const).map((label): Field => ({
      label,
      text: named[label],
      about: abouts[label],
      write: needed(label, (text) => describe({ [label]: text })),
    })),
    { label: "note", text: note, about: "anything readers should know", write: (text) => describe({ note: text }) },
    ...policies({ description }),
    ...demographics.flatMap((one, at) => demographicFields(one, at, demographics)),
  ];
}

function policies({ description }: Pick<Draft, "description">): readonly Field[] {
  const choice = <Name extends "case" | "severalTokens" | "partition">(
    name: Name,
    label: string,
    choices: readonly (typeof description)[Name][],
    about: string,
  ): Field => ({
    label,
    text: description[name],
    choices,
    about,
    write: (text) =>
      choices.includes(text as (typeof description)[Name])
        ? describe({ [name]: text })
        : `The ${label} is one of: ${choices.join(", ")}.`,
  });
  return [
    choice("case", "case", ["variants", "as-written"], "variants: also Capitalised and UPPER; as-written: no others"),
    choice(
      "severalTokens",
      "words of several tokens",
      ["general", "text", "reject"],
      "general: left to the model; text: moved as whole words (equizero); reject: an error",
    ),
    choice(
      "partition",
      "all other words are",
      ["general", "neutral"],
      "general: only the general sheet is G; neutral: all but E and N is G",
    ),
  ];
}

function demographicFields(one: Demographic, at: number, all: readonly Demographic[]): readonly Field[] {
  const { name, phrase, noun = "", adjective = "" } = one;
  const set = (demographic: Demographic): ListEdit => ({ kind: "set-demographic", at, demographic });
  const optional = (key: "noun" | "adjective") => (text: string) => {
    const { [key]: _, ...rest } = one;
    return set(text === "" ? rest : { ...rest, [key]: text });
  };
  return [
    {
      label: `${name}: name`,
      text: name,
      about: "the heading of its column",
      write: (text) =>
        nameProblem(
          text,
          all.toSpliced(at, 1).map((other) => other.name),
        ) ?? set({ ...one, name: text }),
    },
    {
      label: `${name}: phrase`,
      text: phrase,
      about: "names the demographic in prompts, after “The”",
      write: needed("phrase", (text) => set({ ...one, phrase: text })),
    },
    { label: `${name}: noun`, text: noun, about: "stands last where lists are combined", write: optional("noun") },
    {
      label: `${name}: adjective`,
      text: adjective,
      about: "stands before the noun where lists are combined",
      write: optional("adjective"),
    },
  ];
}
