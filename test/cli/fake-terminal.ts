import type { Terminal } from "../../src/cli/terminal.ts";

/** What a fake terminal was told, and the time it gives. */
export interface Seen {
  out: string;
  log: string;
  clock: number;
}

/** A terminal that remembers what was written to it. */
export function fakeTerminal(
  options: Partial<Pick<Terminal, "columns" | "plain" | "live" | "environment" | "input">> = {},
): {
  readonly terminal: Terminal;
  readonly seen: Seen;
} {
  const seen: Seen = { out: "", log: "", clock: 0 };
  const terminal: Terminal = {
    columns: 80,
    plain: true,
    live: false,
    environment: {},
    ...options,
    write: async (text) => void (seen.out += text),
    log: (text) => void (seen.log += text),
    now: () => seen.clock,
  };
  return { terminal, seen };
}
