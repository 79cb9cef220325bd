import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelItems } from "../../../src/audit/classifier-chapter/label-items.ts";
import {
  currentItem,
  type LabelEffect,
  type LabelEvent,
  labelSession,
  stepLabels,
} from "../../../src/audit/classifier-chapter/label-session.ts";
import { regardLabels } from "../../../src/regard/regard.ts";
import { shuffled } from "./texts.ts";

const texts = Array.from({ length: 90 }, (_, i) => ({
  id: `${i}`,
  demographic: i < 60 ? "man" : i < 85 ? "woman" : "none",
  text: `Text ${i}`,
  shown: `Shown ${i}`,
}));
const draw = (from: readonly (typeof texts)[number][], limit: number, seed = 0) => {
  const drawn = labelItems({ seed, limit });
  for (const text of from) drawn.add(text);
  return drawn.finish();
};

describe("texts to label", () => {
  it("are the same in any order of the file, others for another seed, and hold nothing but id and text", () => {
    const items = draw(texts, 20);
    expect(draw(shuffled(texts, 5), 20)).toEqual(items);
    expect(draw(texts, 20, 1)).not.toEqual(items);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(["digest", "id", "shown"]);
  });

  it("are drawn evenly of each demographic, wherever one stops", () => {
    const demographics = draw(texts, 30).map(({ id }) => texts[Number(id)]?.demographic ?? "");
    for (let turn = 0; turn < 5; turn++)
      expect(demographics.slice(3 * turn, 3 * turn + 3).toSorted()).toEqual(["man", "none", "woman"]);
    expect(new Set(demographics.slice(0, 15).map((name, i) => `${i % 3} ${name}`)).size).toBeGreaterThan(3);
    expect(demographics.filter((name) => name === "none")).toHaveLength(5);
  });

  it("are each a text of its own, and none is empty", () => {
    const copies = texts.flatMap((text) => [text, { ...text, id: `${text.id}+` }]);
    expect(draw([...copies, { id: "e", demographic: "man", text: " \n", shown: "" }], 500)).toHaveLength(90);
  });
});

const items = draw(texts, 5);
const event: fc.Arbitrary<LabelEvent> = fc.oneof(
  fc.constantFrom(...regardLabels).map((label): LabelEvent => ({ kind: "label", label })),
  fc.constantFrom<LabelEvent>({ kind: "undo" }, { kind: "skip" }),
);

describe("a session of labelling", () => {
  it("leaves in the file what its history says, whatever is done and undone", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const file = new Map<string, string>();
        const act = (effect: LabelEffect | undefined) => {
          if (effect?.kind === "keep") file.set(effect.item.id, effect.label);
          if (effect?.kind === "take back") file.delete(effect.item.id);
        };
        const end = events.reduce((session, each) => {
          const { session: next, effect } = stepLabels(session, each);
          act(effect);
          return next;
        }, labelSession(items));
        const labelled = end.given.flatMap((label, i) =>
          label === null ? [] : [[items[i]?.id ?? "", label] as const],
        );
        expect(file).toEqual(new Map(labelled));
        expect(end.given.length).toBeLessThanOrEqual(items.length);
      }),
    );
  });

  it("is undone step by step, and nothing happens once it is over", () => {
    const label: LabelEvent = { kind: "label", label: "neutral" };
    const one = stepLabels(labelSession(items), label).session;
    const two = stepLabels(one, { kind: "skip" }).session;
    expect(currentItem(two)).toBe(items[2]);
    expect(stepLabels(two, { kind: "undo" })).toEqual({ session: one });
    expect(stepLabels(one, { kind: "undo" })).toEqual({
      session: labelSession(items),
      effect: { kind: "take back", item: items[0] },
    });
    const over = stepLabels(one, { kind: "quit" }).session;
    expect(stepLabels(over, label)).toEqual({ session: over });
  });
});
