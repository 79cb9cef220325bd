import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const root = join(import.meta.dirname, "../..");

function damagedModel(name: string, damage: (copy: string) => void): string {
  const copy = join(folder, name);
  cpSync(join(root, "models/mini"), copy, { recursive: true });
  damage(copy);
  return copy;
}

function wordList(name: string, rows: readonly string[]): string {
  const copy = join(folder, name);
  cpSync(join(root, "wordlists/gender"), copy, { recursive: true });
  writeFileSync(join(copy, "equality.csv"), `${rows.join("\n")}\n`);
  return copy;
}

const prompt = "The man was known for";
const long = "word ".repeat(10_000);
const longContexts = () => file("long.csv", `template\nThe {demographic} was\n${long}{demographic}\n`);

it.each<[string, () => readonly string[], string]>([
  ["no command of that name", () => ["genrate", prompt], "Did you mean generate?"],
  ["an unknown option", () => ["generate", prompt, "--sample", "3"], "--samples?"],
  ["neither prompt nor contexts", () => ["generate"], "found neither"],
  ["both prompt and contexts", () => ["generate", prompt, "--contexts", "respect"], "found both"],
  ["an empty prompt", () => ["generate", ""], "Prompt 1: expected some text"],
  ["a blank prompt", () => ["next", " \n "], "Prompt 1: expected some text"],
  ["a prompt with a control character", () => ["generate", "The \u001B[31mman"], "control character U+001B"],
  ["a prompt of 10,000 tokens", () => ["generate", long], "tokens"],
  ["a prompt of 10,000 tokens, looked at", () => ["next", long], "tokens"],
  ["a template of 10,000 tokens, counted", () => ["words", "coverage", "--contexts", longContexts()], "tokens"],
  [
    "a template of 10,000 tokens, certified",
    () => ["certify", "--continuations", "0", "--decoder", "equi", "--contexts", longContexts()],
    "tokens",
  ],
  [
    "an audit of a template of 10,000 tokens",
    () => ["audit", "--contexts", longContexts(), "--out", join(folder, "long")],
    "tokens",
  ],
  ["an unknown decoder", () => ["generate", prompt, "--decoder", "base,fair"], '"fair"'],
  ["an unknown sampler", () => ["generate", prompt, "--sampler", "best"], "top-k, top-p"],
  ["a beam of 0", () => ["generate", prompt, "--beam", "0"], "--beam"],
  ["a temperature of 0", () => ["generate", prompt, "--temperature", "0"], "above 0"],
  ["a temperature that is no number", () => ["generate", prompt, "--temperature", "hot"], "above 0"],
  ["top-k 0", () => ["generate", prompt, "--top-k", "0"], "--top-k"],
  ["top-p over 1", () => ["generate", prompt, "--top-p", "1.5"], "at most 1"],
  ["half a token", () => ["generate", prompt, "--max-new-tokens", "1.5"], "whole number"],
  ["more tokens than the model holds", () => ["generate", prompt, "--max-new-tokens", "1024"], "tokens"],
  [
    "more tokens than the model holds, with the most it can",
    () => ["generate", prompt, "--max-new-tokens", "1000"],
    "--max-new-tokens: expected at most 123 beside Prompt 1 (mini holds 128 tokens, prompt included) but found 1000. Lower it.",
  ],
  ["a negative seed", () => ["generate", prompt, "--seed", "-1"], "--seed"],
  ["no samples", () => ["generate", prompt, "--samples", "0"], "--samples"],
  ["equizero's next token", () => ["next", prompt, "--decoder", "equizero"], "next-token distribution"],
  ["an unknown model", () => ["generate", prompt, "--model", join(folder, "nowhere")], "expected mini"],
  ["a hub id with no network allowed", () => ["generate", prompt, "--model", "a/b", "--offline"], "mini"],
  ["two kinds of output", () => ["generate", prompt, "--csv", "--json"], "--json"],
  ["a folder that holds no model", () => ["generate", prompt, "--model", folder], "config.json"],
  [
    "a damaged model",
    () => [
      "generate",
      prompt,
      "--model",
      damagedModel("cut", (copy) => truncateSync(join(copy, "onnx/model.onnx"), 9999)),
    ],
    "model.onnx",
  ],
  [
    "a model file of rubbish",
    () => [
      "generate",
      prompt,
      "--model",
      damagedModel("rubbish", (copy) => writeFileSync(join(copy, "onnx/model.onnx"), "rubbish")),
    ],
    "model.onnx",
  ],
  [
    "a damaged configuration",
    () => [
      "generate",
      prompt,
      "--model",
      damagedModel("config", (copy) => writeFileSync(join(copy, "config.json"), "{")),
    ],
    "config.json",
  ],
  ["an unknown classifier", () => ["generate", prompt, "--classifier", "best"], "expected mini"],
  ["a folder that holds no classifier", () => ["generate", prompt, "--classifier", folder], "config.json"],
  ["an unknown word list", () => ["generate", prompt, "--words", "gendre"], "Did you mean gender?"],
  [
    "a list that is no action",
    () => ["generate", prompt, "--words", wordList("her", ["man,woman", "man,woman", "his,her", "him,her"])],
    "her",
  ],
  ["lists that share words", () => ["generate", prompt, "--words", "gender+gender"], "share no word"],
  ["unknown contexts", () => ["generate", "--contexts", "respekt"], "Did you mean respect?"],
  ["contexts without a place", () => ["generate", "--contexts", file("c.csv", "template\nThe man\n")], "{demographic}"],
  ["a missing file", () => ["score", join(folder, "none.csv")], "found nothing there"],
  ["a folder for a file", () => ["score", folder], "found a folder"],
  ["a binary file", () => ["score", file("b.csv", new Uint8Array([80, 75, 0, 1]))], "binary data"],
  ["a broken CSV", () => ["score", file("broken.csv", 'text\n"never closed\n')], "broken.csv"],
  ["a wrong column", () => ["score", file("w.csv", "body\nhello\n"), "--text-column", "text"], 'found "body"'],
  ["a broken JSONL", () => ["score", file("w.jsonl", "{\n")], "line 1"],
  ["an unknown action on words", () => ["words", "frobnicate"], "suggest or coverage"],
  ["an unknown list to show", () => ["words", "show", "nowhere"], "shipped list"],
  [
    "a new list of one demographic",
    () => ["words", "new", join(folder, "new"), "--demographics", "old"],
    '"old" alone',
  ],
  ["an option of a command left away", () => ["words", "import", "x.csv"], "See evenhand words import --help."],
  [
    "a new list with a demographic named as another column",
    () => ["words", "new", join(folder, "new"), "--demographics", "old,note"],
    "heading of another column",
  ],
  [
    "a list to mend that is no CSV, whose rows would be lost",
    () => ["words", "lint", "--fix", wordList("quotes", ["man,woman", 'king,"queen"s'])],
    "expected CSV",
  ],
  ["a preview of nothing", () => ["words", "preview", " "], "expected a prompt"],
  ["a model to forget that is not there", () => ["cache", "clear", "a/b"], "evenhand cache list"],
  ["an unknown thing to do with audits", () => ["audit", "begin"], "resume, merge, import, plan"],
  ["no run to resume", () => ["audit", "resume", folder], "expected a run's folder"],
  ["parts of no run", () => ["audit", "merge", folder, "--out", join(folder, "m")], "expected a run's folder"],
  ["an audit with an unknown format", () => ["audit", "--format", "docx"], "html, md"],
  ["an audit's margin of 0", () => ["audit", "--margin", "0"], "--margin"],
  ["an audit of no measure", () => ["audit", "--measures", "toxicity"], "negative, positive"],
  ["an audit that declares one demographic", () => ["audit", "--declare", "man"], "woman:man"],
  ["an audit that declares a stranger", () => ["audit", "--declare", "man:alien", "--samples", "1"], '"alien"'],
  ["an audit against a decoder it lacks", () => ["audit", "--decoders", "equi", "--baseline", "base"], "--baseline"],
  ["an audit's part of none", () => ["audit", "--shard", "3/2"], "--shard"],
  ["an audit of one list twice", () => ["audit", "--words", "gender,gender"], '"gender" twice'],
  ["an audit of contexts twice", () => ["audit", "--contexts", "respect,respect"], '"respect" twice'],
  ["an audit of unknown contexts", () => ["audit", "--contexts", "respct"], "Did you mean respect?"],
  ["an audit that depends on the batch", () => ["audit", "--allow-batch-dependent"], "could not be resumed"],
  [
    "an audit among other files",
    () => (file("a.txt", ""), ["audit", "--samples", "1", "--out", folder]),
    "found other files in it",
  ],
])("answers %s with one sentence and exit code 2", async (_, argv, sentence) => {
  const { code, out, log } = await runCommand(...argv());
  expect(log).toMatch(/^(?:Opening [^\n]+\n)?evenhand: [^\n]+\n$/u);
  expect(log).toContain(sentence);
  expect(log).not.toContain("defect");
  expect([code, out]).toEqual([2, ""]);
});

const isRoot = process.getuid?.() === 0;
it.skipIf(isRoot)(`answers an unreadable file${isRoot ? " (skipped: root may read every file)" : ""}`, async () => {
  const path = file("secret.csv", "text\nhello\n");
  const { chmodSync } = await import("node:fs");
  chmodSync(path, 0);
  const { code, log } = await runCommand("score", path);
  expect(log).toMatch(/^evenhand: [^\n]*readable[^\n]+\n$/u);
  expect(code).toBe(2);
});

it.each([
  ["an emoji", "The man 👩‍🚀 was known for"],
  ["combining marks", "The cafe\u0301 man was known for"],
  ["right-to-left text", "The man said שלום and"],
  ["a line break", "A story.\n\nThe man was known for"],
])("writes after a prompt with %s", async (_, strange) => {
  const { code, out, log } = await runCommand("generate", strange, "--decoder", "base", "--json");
  expect(code).toBe(0);
  expect(log).not.toContain("evenhand:");
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { prompt: string; text: string });
  expect(lines[0]?.prompt).toBe(strange);
  expect(lines[0]?.text.startsWith(strange)).toBe(true);
  expect(lines[1]?.prompt).toBe(strange.replace("man", "woman"));
});

it("never lets a text of the user move the cursor", async () => {
  const path = join(folder, "hostile.txt");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, "a \u001B[2Jcleared\u0007 \u202Etext\n");
  const { code, out } = await runCommand("score", path);
  expect(code).toBe(0);
  expect(out).toContain("a cleared text");
  const json = await runCommand("score", path, "--json");
  expect((JSON.parse(json.out) as { text: string }).text).toBe(readFileSync(path, "utf8").trimEnd());
});
