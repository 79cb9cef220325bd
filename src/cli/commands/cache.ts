import type { Command } from "commander";
import { UserError } from "../../text/user-error.ts";
import type { CacheOptions } from "../cache-options.ts";
import { withCommonOptions } from "../common-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `cache list|clear`: what was downloaded. */
export function registerCache(cache: Command, session: Session): void {
  cache.argument("[action]").action((action: string | undefined) => {
    const found = action === undefined ? "nothing" : `"${action}"`;
    throw new UserError(`cache: expected list or clear but found ${found}. Try: evenhand cache list.`);
  });
  withCommonOptions(
    cache.command("list").description("the models in the cache, and how much of audits is kept"),
  ).action(async (options: CacheOptions) => {
    const { listCache } = await import("../show-cache.ts");
    await listCache(options, asAsked(session.terminal, options));
  });
  withCommonOptions(cache.command("clear").description("remove one model, or everything"))
    .argument("[model]", "a hub id")
    .action(async (model: string | undefined, options: CacheOptions) => {
      const { clearCache } = await import("../show-cache.ts");
      await clearCache(model, options, asAsked(session.terminal, options));
    });
}
