import { arch, availableParallelism, cpus, platform, totalmem } from "node:os";
import { readRunJson, writeRunFile } from "../../store/run-folder.ts";
import type { AuditEvent } from "./audit-event.ts";

/**
 * Takes a run's time; its figures go to timing.json and into no report, so that equal runs give equal bytes.
 *
 * @param now milliseconds since some fixed moment
 */
export function startTiming(now: () => number): {
  tell(event: AuditEvent): void;
  write(folder: string): Promise<void>;
} {
  const start = now();
  const seconds = () => Math.round(now() - start) / 1000;
  const phases: { phase: string; from: number }[] = [];
  let [before, texts, fromCache] = [0, 0, 0];
  return {
    tell(event) {
      if (event.kind === "planned") before = event.textsDone;
      if (event.kind === "phase") phases.push({ phase: event.phase, from: seconds() });
      if (event.kind !== "unit") return;
      texts = event.textsDone - before;
      if (event.fromCache) fromCache += event.unit.texts;
    },
    async write(folder) {
      const all = seconds();
      const lasted = phases.map(({ phase, from }, i) => [phase, (phases[i + 1]?.from ?? all) - from] as const);
      const writing = lasted.find(([phase]) => phase === "writing")?.[1] ?? 0;
      const session = {
        seconds: all,
        phases: Object.fromEntries(lasted),
        texts,
        fromCache,
        textsPerSecond: writing > 0 ? Math.round((10 * (texts - fromCache)) / writing) / 10 : null,
        peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
        machine: {
          processor: cpus()[0]?.model ?? "unknown",
          cores: availableParallelism(),
          memoryMB: Math.round(totalmem() / 1e6),
          system: `${platform()} ${arch()}`,
          node: process.versions.node,
        },
      };
      const held = await readRunJson(folder, "timing.json").catch(() => undefined);
      const earlier = typeof held === "object" && held !== null && "sessions" in held ? held.sessions : [];
      const sessions = [...(Array.isArray(earlier) ? (earlier as unknown[]) : []), session];
      await writeRunFile(folder, "timing.json", `${JSON.stringify({ sessions }, null, 2)}\n`);
    },
  };
}
