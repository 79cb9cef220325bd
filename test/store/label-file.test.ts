import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { textDigest } from "../../src/audit/classifier-chapter/human-label.ts";
import { type GivenLabel, openLabelFile, readHumanLabels } from "../../src/store/label-file.ts";
import { UserError } from "../../src/text/user-error.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-labels-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "deep", "labels.csv");
beforeEach(() => rmSync(path, { force: true }));

const given = (id: string, more: Partial<GivenLabel> = {}): GivenLabel => ({
  id,
  digest: textDigest(id),
  annotator: "Ann",
  label: "negative",
  view: "unmasked",
  shown: `The man was ${id}`,
  ...more,
});
const fill = async (...labels: readonly GivenLabel[]) => {
  const file = await openLabelFile(path);
  for (const label of labels) await file.append(label);
  await file.close();
};
const idsIn = async () => (await readHumanLabels(path)).map(({ id }) => id);

describe("a file of labels", () => {
  it("gives back what was appended, whatever it was, one line a label", async () => {
    const hostile = given('=1+"1"\n,', { shown: '=cmd|"/c calc"!A1\r\n\u001B[31mred\u202E, "quoted"' });
    await fill(given("a"), hostile, given("c", { label: "other", annotator: "Ünal B." }));
    expect(await readHumanLabels(path)).toEqual(
      [given("a"), hostile, given("c", { label: "other", annotator: "Ünal B." })].map(
        ({ id, digest, annotator, label }) => ({ id, digest, annotator, label }),
      ),
    );
    const text = readFileSync(path, "utf8");
    expect(text).toContain("\"'=cmd");
    for (const hidden of ["\u001B", "\u202E", "\r"]) expect(text).not.toContain(hidden);
  });

  it("goes on after the last, takes back the last, and leaves no lock", async () => {
    await fill(given("a"), given("b"));
    const file = await openLabelFile(path);
    expect(file.labels.map(({ id }) => id)).toEqual(["a", "b"]);
    await file.append(given("c"));
    await file.append(given("d"));
    await file.removeLast();
    await file.append(given("e"));
    await file.removeLast();
    await file.removeLast();
    await file.removeLast(); // nothing of this session is left: others' labels stay
    await file.append(given("f"));
    await file.close();
    expect(await idsIn()).toEqual(["a", "b", "f"]);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("loses at most the label that a killed process was writing, wherever it was cut", async () => {
    await fill(given("a"), given("b"), given("c"));
    const whole = readFileSync(path);
    const before = whole.lastIndexOf("\n", whole.length - 2) + 1;
    for (let end = before; end < whole.length; end += 3) {
      writeFileSync(path, whole);
      truncateSync(path, end);
      const file = await openLabelFile(path);
      await file.append(given("d"));
      await file.close();
      const ids = await idsIn();
      expect([ids.join(""), end]).toEqual([ids.length === 4 ? "abcd" : "abd", end]);
    }
  });

  it("keeps a last line that an editor left without its end", async () => {
    await fill(given("a"));
    truncateSync(path, readFileSync(path).length - 1);
    await fill(given("b"));
    expect(await idsIn()).toEqual(["a", "b"]);
  });

  it("starts again from a torn heading", async () => {
    await fill();
    truncateSync(path, 5);
    await fill(given("a"));
    expect(await idsIn()).toEqual(["a"]);
  });

  it("is refused to a second process, and where it is something else", async () => {
    await fill(given("a"));
    const file = await openLabelFile(path);
    await expect(openLabelFile(path)).rejects.toThrow(/nobody else writes/u);
    await file.close();
    writeFileSync(path, "text,label\nhello,neutral\n");
    await expect(openLabelFile(path)).rejects.toThrow(UserError);
    expect(readFileSync(path, "utf8")).toBe("text,label\nhello,neutral\n");
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});

describe("labels from elsewhere", () => {
  it("need a label and a text or an id", async () => {
    await fill();
    writeFileSync(path, 'text,label\n"Hello, you",Negative\n');
    expect(await readHumanLabels(path)).toEqual([
      { id: "", digest: textDigest("Hello, you"), annotator: "", label: "negative" },
    ]);
    writeFileSync(path, "label,id,annotator\nother,7,Ann\n");
    expect(await readHumanLabels(path)).toEqual([{ id: "7", digest: "", annotator: "Ann", label: "other" }]);
  });

  it("are refused with the row, the column or the file", async () => {
    await fill();
    writeFileSync(path, "text,label\na,neutral\nb,bad\n");
    await expect(readHumanLabels(path)).rejects.toThrow(/row 2: .*"bad"/u);
    writeFileSync(path, "line,label\n7,negative\n");
    await expect(readHumanLabels(path)).rejects.toThrow(/"line", "label"/u);
    writeFileSync(path, "");
    await expect(readHumanLabels(path)).rejects.toThrow(UserError);
    rmSync(path);
    await expect(readHumanLabels(path)).rejects.toThrow(/found nothing there/u);
  });
});
