import { availableParallelism } from "node:os";
import type { Network } from "../pipelines/network.ts";
import { type OpenText, openText, type TextNames } from "../pipelines/open-text.ts";
import { type AuditRuns, auditRuns } from "./audit/audit-runs.ts";

/** What screens work with beside their state: models that stay open between screens, and the outside world. */
export interface Services {
  /** Opens a model, a classifier and word lists, or gives those that are open already. Throws UserError on what cannot be opened. */
  open(names: TextNames): Promise<OpenText>;
  /** The folder that runs and new lists are written in. */
  readonly folder: string;
  readonly network: Network;
  /** Audits go on whatever screen is in sight. */
  readonly audits: AuditRuns;
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Closes everything that was opened. */
  close(): Promise<void>;
}

/** At most this many sets of names stay open: the last used. */
const most = 2;

/** Services of a process. */
export function openServices(folder: string, network: Network, now: () => number): Services {
  const audits = auditRuns(network, now);
  const opened = new Map<string, Promise<OpenText>>();
  return {
    folder,
    network,
    audits,
    now,
    async open(names) {
      const key = JSON.stringify(names);
      const known = opened.get(key);
      opened.delete(key); // and put it last: the first one is the one used longest ago
      const open = known ?? openText({ threads: availableParallelism(), ...names }, network);
      opened.set(key, open);
      open.catch(() => opened.delete(key)); // what failed is tried again
      for (const [oldest, old] of opened) {
        if (opened.size <= most) break;
        opened.delete(oldest);
        await (await old).close();
      }
      return open;
    },
    async close() {
      await audits.close();
      const all = [...opened.values()];
      opened.clear();
      await Promise.allSettled(all.map(async (one) => (await one).close()));
    },
  };
}
