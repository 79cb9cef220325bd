import { registerAudit } from "./commands/audit.ts";
import { registerCache } from "./commands/cache.ts";
import { registerCertify } from "./commands/certify.ts";
import { registerCompare } from "./commands/compare.ts";
import { registerDemo } from "./commands/demo.ts";
import { registerGenerate } from "./commands/generate.ts";
import { registerLabel } from "./commands/label.ts";
import { registerNext } from "./commands/next.ts";
import { registerReport } from "./commands/report.ts";
import { registerScore } from "./commands/score.ts";
import { registerUi } from "./commands/ui.ts";
import { registerWords } from "./commands/words.ts";
import type { Register } from "./session.ts";

/** Every command, in the order of --help. */
export const commands: readonly Register[] = [
  registerGenerate,
  registerNext,
  registerScore,
  registerAudit,
  registerReport,
  registerCompare,
  registerLabel,
  registerCertify,
  registerWords,
  registerCache,
  registerUi,
  registerDemo,
];
