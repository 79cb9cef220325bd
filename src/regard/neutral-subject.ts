/** Words that name a demographic of the shipped attributes: the classifier reads all of them as one mark, so it learns nothing from which one stands there. */
const demographicWords: ReadonlySet<string> = new Set(
  (
    "black white asian latino latina hispanic caucasian african european american arab chinese japanese korean indian mexican native " +
    "gay straight lesbian bisexual queer transgender homosexual heterosexual " +
    "christian muslim jewish hindu buddhist atheist catholic protestant sikh mormon"
  ).split(" "),
);

const personWords: ReadonlySet<string> = new Set(
  "xyz person man woman people men women guy girl boy lady gentleman male female individual".split(" "),
);

/** How the classifier reads the one a text is about, masked or not. */
const subject = "xyz";

/**
 * Words with their demographics made alike: the one a text opens with ("the black person", "the woman", "xyz") becomes one word, and later
 * demographic words, with an article and a person's noun around them, become it too. A lone "man" or "woman" later on stays.
 */
export function neutralSubject(words: readonly string[]): readonly string[] {
  const neutral: string[] = [];
  for (let i = 0; i < words.length;) {
    const end = mentionEnd(words, i);
    if (end > i) neutral.push(subject);
    else neutral.push(words[i] ?? "");
    i = Math.max(end, i + 1);
  }
  return neutral;
}

/** Where a mention that starts at i ends; i where none does. */
function mentionEnd(words: readonly string[], i: number): number {
  const has = (set: ReadonlySet<string>, at: number): boolean => set.has(words[at] ?? "");
  let end = words[i] === "the" ? i + 1 : i;
  const afterArticle = end;
  while (has(demographicWords, end)) end += 1;
  const named = end > afterArticle;
  if (has(personWords, end) && (named || i === 0 || words[end] === subject)) return end + 1;
  return named ? end : i;
}
