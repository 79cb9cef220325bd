import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditedText } from "../../src/audit/audited-text.ts";
import { type Appender, openAppender, openJournal } from "../../src/store/journal.ts";
import { readJournal } from "../../src/store/read-journal.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "evenhand-journal-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const line = (sample: number, text = `text ${sample} ü`): string =>
  JSON.stringify({
    id: `${sample}`,
    words: ["gender"],
    context: "respect",
    template: "The {demographic} was",
    decoder: "base",
    demographic: "man",
    sample,
    prompt: "The man was",
    text,
    regard: { unmasked: { label: "neutral" } },
  });
const plan = [[line(0), line(1)], [line(2, 'a "quoted" line\u2028 of 🙂')], [], [line(3), line(4), line(5)]];

/** Without waiting for the disk. */
const quick = async (path: string): Promise<Appender> => ({ ...(await openAppender(path)), sync: async () => {} });

/** Appends the units that are not there yet; what `resume` does. */
async function writeRest(units: readonly (readonly string[])[] = plan): Promise<void> {
  const journal = await openJournal(folder, quick);
  const there = new Set(journal.units.map(({ unit }) => unit));
  for (const [unit, lines] of units.entries()) if (!there.has(unit)) await journal.append(unit, lines);
  await journal.close();
}

async function texts(): Promise<readonly AuditedText[]> {
  const found: AuditedText[] = [];
  for await (const text of readJournal(folder)) found.push(text);
  return found;
}

const bytes = () => [readFileSync(at("samples.jsonl"), "utf8"), readFileSync(at("units.jsonl"), "utf8")];

describe("a journal", () => {
  it("gives back what was appended, in order", async () => {
    await writeRest();
    const found = await texts();
    expect(found.map(({ sample, words }) => [sample, words])).toEqual([0, 1, 2, 3, 4, 5].map((n) => [n, "gender"]));
    expect(found[2]?.text).toBe('a "quoted" line\u2028 of 🙂');
  });

  it("wherever a process was killed, the rest gives the same bytes", async () => {
    await writeRest();
    const [whole = "", index = ""] = bytes();
    const [journalBytes, indexBytes] = [Buffer.from(whole), Buffer.from(index)];
    const ends = plan.map((_, i) =>
      Buffer.byteLength(
        plan
          .slice(0, i + 1)
          .flat()
          .map((l) => `${l}\n`)
          .join(""),
      ),
    );
    await fc.assert(
      // The journal is on the disk before the index speaks of it: the index may only count units that end before the journal does.
      fc.asyncProperty(fc.nat(journalBytes.length), fc.nat(1_000_000), async (cut, pick) => {
        const whole = ends.filter((end) => end <= cut).length;
        const lineEnds = [
          0,
          ...index
            .split("\n")
            .slice(0, -1)
            .map((_, i, all) => all.slice(0, i + 1).join("\n").length + 1),
        ];
        const most = whole < plan.length ? (lineEnds[whole] ?? 0) + 10 : indexBytes.length;
        writeFileSync(at("samples.jsonl"), journalBytes.subarray(0, cut));
        // A torn index line may begin, but not end, before its unit is whole.
        const length = Math.min(pick % (most + 1), whole < plan.length ? (lineEnds[whole + 1] ?? 1) - 1 : most);
        writeFileSync(at("units.jsonl"), indexBytes.subarray(0, length));
        await writeRest();
        expect(bytes()).toEqual([journalBytes.toString(), index]);
      }),
      { numRuns: 200 },
    );
  });

  it("passes over a half-written unit while reading", async () => {
    await writeRest(plan.slice(0, 2));
    appendFileSync(at("samples.jsonl"), `${line(3)}\n${line(4).slice(0, 20)}`);
    appendFileSync(at("units.jsonl"), '{"unit":3,"te');
    expect(await texts()).toHaveLength(3);
  });

  it("goes on after a full disk, to the same bytes", async () => {
    await writeRest();
    const expected = bytes();
    rmSync(at("samples.jsonl"));
    rmSync(at("units.jsonl"));
    for (let room = 0; room < 700; room += 97) {
      let left = room;
      const journal = await openJournal(folder, async (path) => {
        const file = await quick(path);
        return {
          ...file,
          append: async (some) => {
            const fits = some.subarray(0, Math.max(0, left));
            left -= some.length;
            await file.append(fits);
            if (fits.length < some.length) throw Object.assign(new Error("write"), { code: "ENOSPC" });
          },
        };
      });
      const next = journal.units.length;
      const append = async () => {
        for (const [unit, lines] of plan.entries()) if (unit >= next) await journal.append(unit, lines);
      };
      await expect(append()).rejects.toThrow("disk full. Free some space, then: evenhand audit resume");
      await expect(journal.append(9, [])).rejects.toThrow("open the journal again");
      await journal.close();
    }
    await writeRest();
    expect(bytes()).toEqual(expected);
  });

  it("names the lines of a unit that was edited", async () => {
    await writeRest();
    const text = readFileSync(at("samples.jsonl"), "utf8");
    writeFileSync(at("samples.jsonl"), text.replace("text 4", "text 7"));
    await expect(openJournal(folder)).rejects.toThrow("samples.jsonl, lines 4 to 6: expected the texts as they were");
    await expect(texts()).rejects.toThrow("lines 4 to 6");
    expect(readFileSync(at("samples.jsonl"), "utf8")).toContain("text 7");
  });

  it("says that texts are missing", async () => {
    await writeRest();
    truncateSync(at("samples.jsonl"), 50);
    await expect(openJournal(folder)).rejects.toThrow("units.jsonl counts but found fewer");
    rmSync(at("samples.jsonl"));
    await expect(texts()).rejects.toThrow("expected the run's texts but found no file");
  });

  it.each([
    ['{"unit":0,"texts":2,"bytes":1e15,"sha256":"x"}\n', "counts but found fewer"],
    ['{"unit":-1}\n', "units.jsonl, line 1: expected a unit"],
    ["nonsense\n", "units.jsonl, line 1: expected a unit"],
  ])("refuses the index %j", async (index, message) => {
    await writeRest();
    writeFileSync(at("units.jsonl"), index);
    await expect(openJournal(folder)).rejects.toThrow(message);
    await expect(texts()).rejects.toThrow(message);
  });

  it("refuses an index with a unit twice, and a line that is no text", async () => {
    const journal = await openJournal(folder);
    await journal.append(0, ['{"id":"x"}']);
    await journal.close();
    await expect(texts()).rejects.toThrow(/samples\.jsonl, line 1, .*: expected a text of an audit/u);
    appendFileSync(at("units.jsonl"), readFileSync(at("units.jsonl")));
    await expect(texts()).rejects.toThrow("expected each unit once but found unit 0 again");
  });

  it("of no unit is empty", async () => {
    expect(await texts()).toEqual([]);
    expect(existsSync(at("samples.jsonl"))).toBe(false);
  });
});
