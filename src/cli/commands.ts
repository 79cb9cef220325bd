import type { Register } from "./session.ts";

/** Every command, in the order of --help. */
export const commands: readonly Register[] = [];
