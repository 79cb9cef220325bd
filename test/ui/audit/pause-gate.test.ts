import { expect, it } from "vitest";
import { pauseGate } from "../../../src/ui/audit/pause-gate.ts";

const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

it("stands once every writer's group has ended, holds all of them, and lets all go on", async () => {
  let stood = 0;
  const gate = pauseGate(() => void stood++);
  const begun: string[] = [];
  const enter = async (name: string): Promise<void> => {
    await gate.enter();
    begun.push(name);
  };
  await Promise.all([enter("a"), enter("b")]);
  gate.shut();
  gate.leave();
  const held = [enter("c"), enter("d")];
  await turns();
  expect([stood, begun]).toEqual([0, ["a", "b"]]); // b's texts are still at work
  gate.leave();
  await turns();
  expect([stood, begun]).toEqual([1, ["a", "b"]]);
  gate.open();
  await Promise.all(held);
  expect(begun).toEqual(["a", "b", "c", "d"]);
});

it("stands at once where nobody is at work", () => {
  let stood = 0;
  pauseGate(() => void stood++).shut();
  expect(stood).toBe(1);
});
