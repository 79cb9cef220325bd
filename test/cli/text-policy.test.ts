import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Element } from "../../src/group/group.ts";
import type { TextSample } from "../../src/pipelines/text-sample.ts";
import { packageRoot } from "../../src/store/package-root.ts";
import { loadWordList } from "../../src/store/word-lists.ts";
import { textAction } from "../../src/wordlist/text-action.ts";
import { runCommand } from "./run-command.ts";

/** The shipped gender list under the text policy. */
function textList(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "evenhand-")), "gender");
  cpSync(join(packageRoot(), "wordlists/gender"), folder, { recursive: true });
  const path = join(folder, "list.json");
  const description = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...description, severalTokens: "text" }));
  return folder;
}

it("writes exact images of a prompt with a word of several tokens, under the text policy", async () => {
  const list = textList();
  const equizero = ["--words", list, "--decoder", "equizero", "--samples", "4", "--json"];
  const { out, code } = await runCommand("generate", "The stepfather was known for", ...equizero);
  expect(code).toBe(0);
  const texts = out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as TextSample).text);
  const { action } = textAction([loadWordList(list).list]);
  const [fathers, mothers] = ["stepfather", "stepmother"].map((word) => texts.filter((text) => text.includes(word)));
  expect(fathers).toHaveLength(4);
  expect(mothers).toEqual(fathers?.map((text) => action.apply(1 as Element, text)));
});

it("refuses a decoder that averages next tokens, with the reason", async () => {
  const { code, log } = await runCommand("generate", "The man was", "--words", textList(), "--decoder", "equi");
  expect(code).toBe(2);
  expect(log).toContain("needs every listed word to be one token");
});
