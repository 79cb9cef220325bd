import { textPieces } from "./text-words.ts";

/** A pronoun that the action moves although, where it stands, another word would be its partner. */
export interface PronounDoubt {
  /** As it stands in the prompt: "her" in "He saw her." */
  readonly word: string;
  /** The partner of its role here: "him", where a list sends "her" to "his". */
  readonly fits: string;
  /** UTF-16 units from the start of the prompt. */
  readonly start: number;
}

const objects: ReadonlyMap<string, string> = new Map([
  ["her", "him"],
  ["his", "hers"],
]);

/** What may follow a possessive within its noun phrase: Penn tags of nouns, adjectives, participles, numbers and adverbs. */
const inNounPhrase = /^(?:NN|JJ|VBG|VBN|CD|RB)/u;

/**
 * The her that are objects and the his that stand alone, told by the tag of the next word: a possessive goes before its noun. Brill's tagger gives her
 * PRP$ everywhere, so its tag for the pronoun itself says nothing. A hint: "made her happy" is taken for a possessive. Cost: 0.3 s once, only where
 * the prompt has one of these pronouns.
 */
export async function pronounDoubts(prompt: string): Promise<readonly PronounDoubt[]> {
  const pieces = textPieces(prompt).filter(({ text }) => text.trim() !== "");
  if (!pieces.some(({ text }) => objects.has(text.toLowerCase()))) return [];
  const tags = await tagsOf(pieces.map(({ text }) => text.trim()));
  return pieces.flatMap(({ text, start }, i): PronounDoubt[] => {
    const fits = objects.get(text.toLowerCase());
    if (fits === undefined || inNounPhrase.test(tags[i + 1] ?? "")) return [];
    return [{ word: text, fits, start }];
  });
}

async function tagsOf(words: readonly string[]): Promise<readonly string[]> {
  const tagger = await import("natural/lib/natural/brill_pos_tagger/index.js"); // natural's main entry prints and takes 0.4 s
  const brill = new tagger.BrillPOSTagger(new tagger.Lexicon("EN", "NN"), new tagger.RuleSet("EN"));
  return brill.tag([...words]).taggedWords.map(({ tag }) => tag);
}
