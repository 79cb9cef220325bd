import type { AuditConfig } from "./result/audit-config.ts";

/** The command that makes a run again, with the settings that it was made with. Names stand as the user gave them: a folder must still be there. */
export function replayCommand({ kind, seed, generation, source, analysis }: AuditConfig): string {
  const parts = ["evenhand audit"];
  if (kind === "imported" && source !== null) {
    parts.push("import", ...source.files.map(({ name }) => quoted(name)));
    for (const [role, column] of Object.entries(source.columns)) parts.push(`--${role}-column`, quoted(column));
  }
  if (generation !== null) {
    const names = (list: readonly { readonly name: string }[]) => quoted(list.map(({ name }) => name).join(","));
    parts.push("--model", quoted(generation.model.name), "--words", names(generation.words));
    parts.push("--contexts", names(generation.contexts), "--decoders", generation.decoders.join(","));
    parts.push("--samples", `${generation.samples}`);
    for (const [name, value] of Object.entries(generation.settings)) parts.push(`--${flag(name)}`, quoted(`${value}`));
  }
  parts.push("--margin", `${analysis.margin}`, "--seed", `${seed}`);
  return parts.join(" ");
}

const flag = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** As a POSIX shell reads it back. */
const quoted = (word: string) => (/^[\w.,:/=+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
