import type { Network } from "../pipelines/network.ts";
import { editListScreen } from "./edit-list/edit-list-screen.ts";
import { auditScreen } from "./audit/audit-screen.ts";
import { isAtWork } from "./audit/running-audit.ts";
import { runScreen } from "./audit/run-screen.ts";
import { generateScreen } from "./generate/generate-screen.ts";
import { homeScreen } from "./home/home-screen.ts";
import type { Destination } from "./home/state.ts";
import { type AppTerminal, type Left, runApp } from "./kernel/run-app.tsx";
import { type OpenScreen, openScreen } from "./kernel/screen.ts";
import { listsScreen } from "./lists/lists-screen.ts";
import { openServices, type Services } from "./services.ts";

/** What the application runs in. */
export interface Surroundings {
  /** Where runs and new lists are written. */
  readonly folder: string;
  readonly network: Network;
  readonly now: () => number;
  readonly terminal: AppTerminal;
  /** The list to open the editor on; the first screen where there is none. */
  readonly list?: string;
}

/** How the application ended, and the folder of the audit that it was busy with, if there was one. */
export interface Ended {
  readonly left: Left;
  readonly audit?: string;
}

/** Runs the application until it is left, and closes what it opened. */
export async function startApplication({ folder, network, now, terminal, list }: Surroundings): Promise<Ended> {
  const services = openServices(folder, network, now);
  const first =
    list === undefined
      ? openScreen(homeScreen(services, (destination) => screenAt(destination, services)))
      : openScreen(editListScreen(services, list));
  try {
    const left = await runApp(first, terminal);
    const audit = services.audits.current();
    const isCut = audit !== undefined && isAtWork(audit) && audit.state !== "opening";
    return { left, ...(isCut ? { audit: audit.folder } : {}) };
  } finally {
    await services.close();
  }
}

function screenAt(destination: Destination, services: Services): OpenScreen {
  switch (destination.to) {
    case "generate":
      return openScreen(generateScreen(services));
    case "audit":
      return openScreen(auditScreen(services));
    case "lists":
      return openScreen(listsScreen(services));
    case "run":
      return openScreen(runScreen(services, destination.folder));
    default:
      return destination satisfies never;
  }
}
