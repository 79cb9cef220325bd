import { availableParallelism } from "node:os";
import type { Network } from "../pipelines/network.ts";
import { openText } from "../pipelines/open-text.ts";
import { type AuditRuns, auditRuns } from "./audit/audit-runs.ts";
import { type OpenedTexts, openedTexts } from "./opened-texts.ts";

/** What screens work with beside their state: models that stay open between screens, and the outside world. */
export interface Services extends OpenedTexts {
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

/** Services of a process. */
export function openServices(folder: string, network: Network, now: () => number): Services {
  const audits = auditRuns(network, now);
  const texts = openedTexts(network, now, (names, told) =>
    openText({ threads: availableParallelism(), ...names }, told),
  );
  return {
    folder,
    network,
    audits,
    now,
    open: (names, wanting) => texts.open(names, wanting),
    async close() {
      await audits.close();
      await texts.close();
    },
  };
}
