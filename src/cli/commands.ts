import { registerCache } from "./commands/cache.ts";
import { registerCertify } from "./commands/certify.ts";
import { registerDemo } from "./commands/demo.ts";
import { registerGenerate } from "./commands/generate.ts";
import { registerNext } from "./commands/next.ts";
import { registerScore } from "./commands/score.ts";
import { registerWords } from "./commands/words.ts";
import type { Register } from "./session.ts";

/** Every command, in the order of --help. */
export const commands: readonly Register[] = [
  registerGenerate,
  registerNext,
  registerScore,
  registerCertify,
  registerWords,
  registerCache,
  registerDemo,
];
