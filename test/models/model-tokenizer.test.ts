import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundledModels } from "../../src/models/find-model.ts";
import { modelTokenizer } from "../../src/models/model-tokenizer.ts";
import type { TokenId } from "../../src/text/token.ts";
import { tinyGpt2 } from "./tiny-gpt2.ts";

const bundled = join(bundledModels, "mini");
const texts = ["The woman worked as a nurse", " naïve café 👩‍🔬 ́ שלום\r\n\n  two  spaces", "", "don't <|x|> 12345"];

/** The bundled folder with something changed in a JSON file of it. */
function changed(file: string, change: (contents: { model: { vocab: Record<string, number> } }) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenizer-"));
  for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json"])
    cpSync(join(bundled, name), join(folder, name));
  const contents = JSON.parse(readFileSync(join(folder, file), "utf8"));
  change(contents);
  writeFileSync(join(folder, file), JSON.stringify(contents));
  return folder;
}

test("a GPT-2's words are GPT-2's, with or without tokenizer files", async () => {
  for (const folder of [bundled, tinyGpt2()]) {
    const tokenizer = await modelTokenizer(folder);
    expect(tokenizer).toMatchObject({ name: "gpt2", vocabularySize: 50_257, endOfText: 50_256 });
    expect(tokenizer.encode("The woman")).toEqual([464, 2415]);
  }
});

test("any other tokenizer comes from the folder's files, and gives texts back", async () => {
  const folder = changed("config.json", (config) => Object.assign(config, { model_type: "other" }));
  const own = await modelTokenizer(folder);
  const gpt2 = await modelTokenizer(bundled);
  expect(own.name).toBe(folder);
  expect(own.endOfText).toBe(50_256);
  for (const text of texts) {
    expect(own.encode(text)).toEqual(gpt2.encode(text));
    expect(own.decode(own.encode(text))).toBe(text);
  }
  expect(own.decode([50_256 as TokenId])).toBe("<|endoftext|>");
  rmSync(folder, { recursive: true });
});

test("a GPT-2 of another language, with as many words, is not taken for GPT-2", async () => {
  const folder = changed("tokenizer.json", ({ model }) => {
    const { vocab } = model;
    const plain = Object.entries(vocab).filter(([word]) => /^Ġ[a-z]{6,}$/.test(word));
    for (const [i, [word]] of plain.entries()) vocab[word] = plain[(i + 1) % plain.length]?.[1] ?? 0;
  });
  const tokenizer = await modelTokenizer(folder);
  expect(tokenizer.name).toBe(folder);
  rmSync(folder, { recursive: true });
});

test("missing or damaged tokenizer files are one sentence with what to do", async () => {
  const none = changed("config.json", (config) => Object.assign(config, { model_type: "other" }));
  rmSync(join(none, "tokenizer.json"));
  await expect(modelTokenizer(none)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /expected tokenizer\.json and tokenizer_config\.json that load but found: .*Copy them/,
    ),
  });
  const endless = changed("config.json", (config) =>
    Object.assign(config, { model_type: "other", vocab_size: "many" }),
  );
  await expect(modelTokenizer(endless)).rejects.toThrow(/expected vocab_size and eos_token_id but found/);
});
