import type { Size } from "./screen.ts";

/** Lines that a screen has not: the title, the line of keys, and the last one, which stays empty so that nothing scrolls. */
const frameRows = 3;

/** What the frame leaves of a terminal to its screen. */
export const bodyOf = ({ columns, rows }: Size): Size => ({ columns, rows: Math.max(1, rows - frameRows) });
