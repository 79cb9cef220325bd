import { expect, it } from "vitest";
import { openedOnce } from "../../../src/ui/list-panels/opened-once.ts";

it("opens once for all who ask, and again after a failure", async () => {
  let times = 0;
  const opened = openedOnce(async () => {
    times += 1;
    if (times === 1) throw new Error("not there yet");
    return times;
  });
  const first = [opened(), opened()];
  await expect(first[0]).rejects.toThrow("not there yet");
  await expect(first[1]).rejects.toThrow("not there yet");
  expect(await Promise.all([opened(), opened()])).toEqual([2, 2]);
});
