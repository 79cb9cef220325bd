/** The marks of start and end, on both sides. */
export const startToken = 0;
export const endToken = 1;
