/** A word of a command line as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  /^[\w.,:/=+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
