import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runAudit } from "../../../src/pipelines/audit/run-audit.ts";
import { unitCache } from "../../../src/store/unit-cache.ts";
import { newFolder } from "./new-folder.ts";
import { contentsOf, runThrough, smallAudit, smallConfig, smallRun } from "./small-audit.ts";

/** What the uninterrupted run writes. */
let expected: ReturnType<typeof contentsOf> | undefined;
async function wholeRun() {
  if (expected === undefined) {
    const folder = newFolder();
    await runThrough(smallRun(folder));
    expected = contentsOf(folder);
  }
  return expected;
}

/** A run that stopped after its first unit. */
async function begunRun(): Promise<string> {
  const folder = newFolder();
  for await (const { kind } of runAudit(smallRun(folder))) if (kind === "unit") break;
  return folder;
}

const lines = (text = "") => text.split("\n").slice(0, -1);
const units = 4 * 3;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("an audit", () => {
  it("writes every text once, in the plan's order, and tells what it does", async () => {
    const folder = newFolder();
    const events = await runThrough(smallRun(folder));
    const texts = lines(readFileSync(join(folder, "samples.jsonl"), "utf8")).map((line) => JSON.parse(line));
    const places = texts.map((t) => [t.context, t.template, t.decoder, t.sample, t.demographic]);
    const planned = smallConfig.generation?.contexts.flatMap(({ name, templates }) =>
      templates.flatMap((template) =>
        ["base", "equi", "equizero"].flatMap((decoder) =>
          [0, 1, 2].flatMap((sample) => ["d0", "d1", "d2"].map((d) => [name, template, decoder, sample, d])),
        ),
      ),
    );
    expect(places).toEqual(planned);
    expect(texts.every((t) => typeof t.logProb === "number" && t.logProb <= 0)).toBe(true);
    expect(events[0]).toEqual({ kind: "phase", phase: "writing" });
    expect(events[1]).toEqual({ kind: "planned", units, texts: 108, unitsDone: 0, textsDone: 0 });
    expect(events.filter(({ kind }) => kind === "unit")).toHaveLength(units);
    const shares = events.findLast((event) => event.kind === "shares");
    expect(shares?.shares).toHaveLength(9);
    expect(shares?.shares.every(({ texts: n }) => n === 12)).toBe(true);
    expect(events.at(-1)).toMatchObject({ kind: "finished", result: { texts: 108 } });
    expect(Object.keys(contentsOf(folder))).toEqual(
      expect.arrayContaining(["measurements.json", "report.md", "result.json", "run.json", "samples.jsonl"]),
    );
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });

  it("writes the same bytes whatever the batch size", async () => {
    const folder = newFolder();
    await runThrough(smallRun(folder, { engine: { batchSize: 3 } }));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });

  it("keeps what people's labels say when it runs again, and measures the rest anew", async () => {
    const folder = newFolder();
    await runThrough(smallRun(folder));
    const path = join(folder, "measurements.json");
    const measured = readFileSync(path, "utf8");
    const people = { labels: 1, annotators: ["Ann"], kappaBetween: null, perDemographic: [] };
    writeFileSync(path, JSON.stringify({ people, divergences: [] }));
    const events = await runThrough(smallRun(folder));
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ ...JSON.parse(measured), people });
    expect(events.at(-1)).toMatchObject({ result: { classifier: { people: { annotators: ["Ann"] } } } });
  });

  it("writes an orbit of equi once and carries it, and base for each demographic", async () => {
    const texts = lines((await wholeRun())["samples.jsonl"]).map((line) => JSON.parse(line));
    const images = (decoder: string) =>
      texts
        .filter((t) => t.decoder === decoder && t.demographic === "d0")
        .map((t) => {
          const other = texts.find(
            (o) =>
              o.decoder === decoder && o.demographic === "d1" && o.template === t.template && o.sample === t.sample,
          );
          const turned = t.tokens.map((v: number) => (v < 6 ? Math.floor(v / 3) * 3 + ((v + 1) % 3) : v));
          return JSON.stringify(turned) === JSON.stringify(other?.tokens);
        });
    expect(images("equi")).not.toContain(false);
    expect(images("equizero")).not.toContain(false);
    expect(images("base")).toContain(false);
  });
});

describe("a run that was stopped", () => {
  it("by its signal goes on to the same bytes", async () => {
    const folder = newFolder();
    for (const stopAt of [1, 2, 5, 9]) {
      const stop = new AbortController();
      let seen = 0;
      const kinds: string[] = [];
      for await (const { kind } of runAudit(smallRun(folder, { signal: stop.signal }))) {
        kinds.push(kind);
        if (kind === "unit" && ++seen === stopAt) stop.abort();
      }
      if (kinds.at(-1) === "stopped") continue;
      expect(kinds.at(-1)).toBe("finished");
    }
    await runThrough(smallRun(folder));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });

  it("and whose events nobody takes any more frees its folder", async () => {
    const folder = await begunRun();
    await runThrough(smallRun(folder));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });

  it("with its files cut anywhere goes on to the same bytes", async () => {
    const whole = await wholeRun();
    const [journal, index] = [Buffer.from(whole["samples.jsonl"] ?? ""), Buffer.from(whole["units.jsonl"] ?? "")];
    const ends = lines(whole["units.jsonl"]).map((line) => (JSON.parse(line) as { bytes: number }).bytes);
    const lineEnds = lines(whole["units.jsonl"]).map((line) => line.length + 1);
    await fc.assert(
      fc.asyncProperty(fc.nat(journal.length), fc.nat(), fc.boolean(), async (cut, pick, draft) => {
        const folder = newFolder();
        mkdirSync(folder, { recursive: true });
        const there = ends.filter((_, i) => sum(ends.slice(0, i + 1)) <= cut).length;
        // The index names no unit before its texts are on the disk; the line after the last may be torn.
        const most = sum(lineEnds.slice(0, there)) + (there < ends.length ? (lineEnds[there] ?? 1) - 1 : 0);
        writeFileSync(join(folder, "run.json"), whole["run.json"] ?? "");
        writeFileSync(join(folder, "samples.jsonl"), journal.subarray(0, cut));
        writeFileSync(join(folder, "units.jsonl"), index.subarray(0, pick % (most + 1)));
        if (draft) writeFileSync(join(folder, "result.json.1.part"), "{");
        await runThrough(smallRun(folder));
        const { "result.json.1.part": _, ...found } = contentsOf(folder);
        expect(found).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  });

  it("by kill -9 goes on to the same bytes, its lock taken over", async () => {
    const folder = newFolder();
    const script = join(import.meta.dirname, "small-audit-process.ts");
    for (const afterUnits of [1, 4]) {
      const child = spawn(process.execPath, ["--import", "tsx", script, folder, "20"], { stdio: "ignore" });
      const gone = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
      const index = join(folder, "units.jsonl");
      const written = () => (existsSync(index) ? lines(readFileSync(index, "utf8")).length : 0);
      while (written() < afterUnits && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill("SIGKILL");
      expect(await gone).toBe("SIGKILL");
      expect(existsSync(join(folder, "lock"))).toBe(true);
      expect(existsSync(join(folder, "result.json"))).toBe(false);
    }
    await runThrough(smallRun(folder));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });
});

describe("a run's folder", () => {
  it("is one process's at a time", async () => {
    const folder = newFolder();
    const first = runAudit(smallRun(folder));
    await first.next();
    await first.next();
    await expect(runThrough(smallRun(folder))).rejects.toThrow(`found process ${process.pid} on ${hostname()} at it`);
    await first.return(undefined);
    writeFileSync(join(folder, "lock"), "1 some-other-machine 5");
    await expect(runThrough(smallRun(folder))).rejects.toThrow("if it no longer exists, delete");
    writeFileSync(join(folder, "lock"), `${process.pid} ${hostname()} 1`); // the number of a gone process, given out again
    await runThrough(smallRun(folder));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });

  it("holds one configuration", async () => {
    const folder = await begunRun();
    const other = { ...smallConfig, analysis: { ...smallConfig.analysis, margin: 0.1 } };
    await expect(runThrough(smallRun(folder, { open: smallAudit(other) }))).rejects.toThrow(
      "found a run with another analysis.margin",
    );
    const busy = newFolder();
    mkdirSync(busy, { recursive: true });
    writeFileSync(join(busy, "thesis.tex"), "");
    await expect(runThrough(smallRun(busy))).rejects.toThrow("found other files in it, such as thesis.tex");
  });

  it.each([
    ["level", 0.05],
    ["level", 1],
    ["margin", 0],
    ["margin", 1.5],
  ])("cannot be begun with a %s of %f", (name, value) => {
    const analysis = { ...smallConfig.analysis, [name]: value };
    expect(() => smallRun(newFolder(), { open: smallAudit({ ...smallConfig, analysis }) })).toThrow(name);
  });

  it.each([
    [
      "an edited configuration",
      (text: string) => text.replace('"margin": 0.05', '"margin": 0.5'),
      "found an edited one",
    ],
    [
      "another version",
      (text: string) => text.replace('"version": 1', '"version": 9'),
      "expected a run of version 1 but found version 9",
    ],
    ["a torn record", (text: string) => text.slice(0, 90), "run.json: expected JSON"],
    [
      "a record without its shard",
      (text: string) => text.replace('"shard"', '"sherd"'),
      "run.json, shard: expected a run's record",
    ],
  ])("with %s is refused", async (_, edit, message) => {
    const folder = await begunRun();
    writeFileSync(join(folder, "run.json"), edit(readFileSync(join(folder, "run.json"), "utf8")));
    await expect(runThrough(smallRun(folder))).rejects.toThrow(message);
  });

  it("with an edited text or one unit too many is refused, and left as it is", async () => {
    const folder = newFolder();
    await runThrough(smallRun(folder));
    const [journal, index] = [join(folder, "samples.jsonl"), join(folder, "units.jsonl")];
    const [text, entries] = [readFileSync(journal, "utf8"), readFileSync(index, "utf8")];
    writeFileSync(journal, text.replace('"sample":2', '"sample":1'));
    await expect(runThrough(smallRun(folder))).rejects.toThrow(
      "samples.jsonl, lines 1 to 9: expected the texts as they were",
    );
    writeFileSync(journal, text);
    appendFileSync(index, (lines(entries)[0] ?? "").replace('"unit":0', '"unit":99') + "\n");
    appendFileSync(
      journal,
      lines(text)
        .slice(0, 9)
        .map((line) => `${line}\n`)
        .join(""),
    );
    await expect(runThrough(smallRun(folder))).rejects.toThrow("units.jsonl, line 13: expected unit none of the plan");
    truncateSync(index, 0);
    rmSync(journal);
    await runThrough(smallRun(folder));
    expect(contentsOf(folder)).toEqual(await wholeRun());
  });
});

const fromCache = (events: Awaited<ReturnType<typeof runThrough>>) =>
  events.filter((event) => event.kind === "unit" && event.fromCache).length;

describe("the cache of units", () => {
  it("gives the same bytes, and only for the same settings", async () => {
    const cache = unitCache(newFolder());
    expect(fromCache(await runThrough(smallRun(newFolder(), { cache })))).toBe(0);
    const folder = newFolder();
    expect(fromCache(await runThrough(smallRun(folder, { cache })))).toBe(units);
    expect(contentsOf(folder)).toEqual(await wholeRun());
    const seed = smallAudit({ ...smallConfig, seed: 4 });
    expect(fromCache(await runThrough(smallRun(newFolder(), { cache, open: seed })))).toBe(0);
    const margin = smallAudit({ ...smallConfig, analysis: { ...smallConfig.analysis, margin: 0.1 } });
    expect(fromCache(await runThrough(smallRun(newFolder(), { cache, open: margin })))).toBe(units);
  });

  it("drops an entry that was damaged", async () => {
    const place = newFolder();
    const cache = unitCache(place);
    await cache.put("ab".repeat(32), ["one", "two"]);
    expect(await cache.get("ab".repeat(32))).toEqual(["one", "two"]);
    expect(await cache.get("cd".repeat(32))).toBeUndefined();
    const path = join(place, "audits", "ab", `${"ab".repeat(32)}.gz`);
    const bytes = readFileSync(path);
    truncateSync(path, bytes.length - 3);
    expect(await cache.get("ab".repeat(32))).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    mkdirSync(join(place, "audits", "cd"), { recursive: true });
    writeFileSync(join(place, "audits", "cd", `${"cd".repeat(32)}.gz`), bytes); // another key's content
    expect(await cache.get("cd".repeat(32))).toBeUndefined();
  });
});
