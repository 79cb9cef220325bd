import { describe, expect, it } from "vitest";
import { fields } from "../../../src/ui/generate/fields.ts";
import { isTypingInForm, startForm, stepForm } from "../../../src/ui/generate/form.ts";
import { readForm } from "../../../src/ui/generate/read-form.ts";
import { textDefaults } from "../../../src/pipelines/text-defaults.ts";
import type { Key, KeyName } from "../../../src/ui/kernel/key.ts";

const named = (...names: readonly KeyName[]): readonly Key[] => names.map((name) => ({ kind: "named", name }));
const letters = (text: string): readonly Key[] => Array.from(text, (text) => ({ kind: "text", text }));
const press = (...keys: readonly Key[]) =>
  keys.reduce(stepForm, {
    ...startForm,
    choices: { ...startForm.choices, contexts: ["occupation", "respect"], words: ["gender", "race", "gender+race"] },
  });
/** Keys that lead to the line. */
const to = (name: string): readonly Key[] => {
  for (let presses = 1; presses < 40; presses++) {
    const keys = named(...Array.from({ length: presses }, () => "down" as const));
    if (press(...keys).selected === name) return keys;
  }
  throw new Error(`No line ${name}.`);
};

describe("the form", () => {
  it("asks at once for the usual prompt on what is bundled", () => {
    expect(readForm(press().values)).toEqual({
      decoder: "equizero",
      request: {
        model: "mini",
        classifier: "mini",
        words: "gender",
        prompts: { typed: "The {demographic} was known for" },
        samples: 1,
        settings: textDefaults,
      },
    });
  });

  it("types the prompt where the cursor is, with every letter", () => {
    const form = press(...to("prompt"), ...letters("?jk"));
    expect(form.values.prompt).toBe("The {demographic} was known for?jk");
    expect(isTypingInForm(form)).toBe(true);
    expect(press(...to("prompt"), ...named("home"), ...letters("O ")).values.prompt).toMatch(/^O The/u);
  });

  it("chooses names with arrows and types others", () => {
    expect(press(...to("words"), ...named("right", "right")).values.words).toBe("gender+race");
    expect(press(...to("words"), ...named("left")).values.words).toBe("gender+race");
    expect(press(...to("words"), ...letters("./mine")).values.words).toBe("./mine");
    expect(press(...to("words"), ...named("backspace")).values.words).toBe("gende");
  });

  it("asks for contexts instead of the prompt, whose line then goes", () => {
    const form = press(...to("contexts"), ...named("right"));
    expect(form.values.contexts).toBe("occupation");
    expect(readForm(form.values)).toMatchObject({ request: { prompts: { contexts: "occupation" } } });
    expect(press(...to("contexts"), ...named("right"), ...named("up")).selected).toBeUndefined();
  });

  it("changes choices with arrows, vim keys and first letters, and shows the lines that matter for them", () => {
    expect(press(...to("decoder"), ...letters("l")).values.decoder).toBe("r-equizero");
    expect(press(...to("decoder"), ...letters("b")).values.decoder).toBe("base");
    const form = press(...to("sampler"), ...letters("m"));
    expect(form.values.sampler).toBe("mirostat");
    expect([stepForm(form, { kind: "text", text: "j" }).selected]).toEqual(["mirostat"]);
    expect(isTypingInForm(form)).toBe(false);
  });

  it("steps numbers within their range, and types them", () => {
    expect(press(...to("samples"), ...named("left")).values.samples).toBe("1");
    expect(press(...to("samples"), ...letters("ll")).values.samples).toBe("3");
    expect(press(...to("samples"), ...letters("25")).values.samples).toBe("25");
    expect(press(...to("seed"), ...letters("x")).values.seed).toBe("0");
  });

  it.each([
    ["samples", "0", 'Texts each: expected a whole number from 1 to 1000000 but found "0". Write another.'],
    ["samples", "1.5", 'Texts each: expected a whole number from 1 to 1000000 but found "1.5". Write another.'],
    ["topK", " ", "Top k: expected a whole number 1 or more but found nothing. Write another."],
    ["temperature", "0", 'Temperature: expected a number above 0 but found "0". Write another.'],
    ["seed", "4294967296", 'Seed: expected a whole number from 0 to 4294967295 but found "4294967296". Write another.'],
    ["other", "x", 'Score of other: expected a number but found "x". Write another.'],
  ])("says what is wrong with %s = %j", (name, value, message) => {
    expect(readForm({ ...startForm.values, [name]: value })).toEqual({ wrong: name, message });
  });

  it("goes through all lines in a ring", () => {
    expect(press(...named("up")).selected).toBe("seed");
    expect(press(...named("up", "down")).selected).toBeUndefined();
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  });
});
