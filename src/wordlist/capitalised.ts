/** The word with its first character as a capital, whatever its length in code units. */
export function capitalised(word: string): string {
  const [first = "", ...rest] = word;
  return first.toLocaleUpperCase("en") + rest.join("");
}
