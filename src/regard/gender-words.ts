/** Pairs that differ in gender alone: the classifier reads the first of a pair for both. */
const pairs =
  "he she,his her,his him,his hers,himself herself,man woman,men women,boy girl,boys girls,male female,males females,guy gal,mr mrs,mr ms,mr miss,father mother,dad mom," +
  "son daughter,sons daughters,brother sister,brothers sisters,husband wife,boyfriend girlfriend,uncle aunt,nephew niece,gentleman lady,waiter waitress,actor actress," +
  "king queen,prince princess,heir heiress,host hostess,policeman policewoman,spokesman spokeswoman,businessman businesswoman,congressman congresswoman,chairman chairwoman,he's she's,he'd she'd,he'll she'll";

/** The word that stands for both of a pair. */
export const genderless: ReadonlyMap<string, string> = new Map(
  pairs.split(",").map((pair): [string, string] => {
    const [kept = "", swapped = ""] = pair.split(" ");
    return [swapped, kept];
  }),
);
