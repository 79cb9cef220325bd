import { checkLength } from "../../decode/check-length.ts";
import { templateOrbit } from "../prompt-orbits.ts";
import type { AuditUnit } from "./audit-units.ts";
import type { UnitTools } from "./write-unit-texts.ts";

/** Throws UserError on a template whose prompts leave the model no room for new tokens: said before hours are spent on the templates before it. */
export function checkTemplates({ each, settings }: UnitTools, units: readonly AuditUnit[]): void {
  const seen = new Set<string>();
  for (const { words, context, template } of units) {
    const text = each.get(words);
    const place = JSON.stringify([words, context, template]);
    if (text === undefined || seen.has(place)) continue;
    seen.add(place);
    for (const { text: prompt, tokens } of templateOrbit(text, template, context)) {
      const where = `${context}, "${Array.from(prompt).slice(0, shown).join("")}…"`;
      checkLength(text.model, where, tokens.length, settings.maxNewTokens);
    }
  }
}

/** Characters of a prompt that tell it from others. */
const shown = 40;
