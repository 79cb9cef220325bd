import { describe, expect, it } from "vitest";
import type { AppEvent } from "../../../src/ui/kernel/app-state.ts";
import { screenWorks } from "../../../src/ui/kernel/screen-works.ts";

const shown: AppEvent = { kind: "shown" };

/** Work of one screen, and what is told of it. */
function begun() {
  const told: AppEvent[] = [];
  const works = screenWorks((event) => told.push(event));
  return { told, works };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

describe("what screens have set going", () => {
  it("tells news, and failures in words", async () => {
    const { told, works } = begun();
    works.begin(3, async (tell) => tell("news"));
    works.begin(3, () => Promise.reject(new Error("no room")));
    await works.leave(3);
    expect(told).toEqual([{ kind: "news", id: 3, news: "news" }, { kind: "failure", message: "no room" }, shown]);
  });

  it("shows the screen below once what a screen was doing has ended, so that it sees what came of it", async () => {
    const { told, works } = begun();
    works.begin(1, async (tell, signal) => {
      await aborted(signal);
      await new Promise((resolve) => setTimeout(resolve, 20));
      tell("dropped");
    });
    await works.leave(1);
    expect(told).toEqual([{ kind: "news", id: 1, news: "dropped" }, shown]);
    await works.leave(1);
    expect(told.at(-1)).toEqual(shown);
  });

  it("shows it twice where that takes long", async () => {
    const { told, works } = begun();
    works.begin(1, () => new Promise((resolve) => setTimeout(resolve, 700)));
    await works.leave(1);
    expect(told).toEqual([shown, shown]);
  });

  it("tells what went wrong after a screen was left, but not that it was stopped", async () => {
    const { told, works } = begun();
    works.begin(1, async (_, signal) => {
      await aborted(signal);
      throw new Error("The disk is full.");
    });
    works.begin(1, async (_, signal) => {
      await aborted(signal);
      signal.throwIfAborted();
    });
    await works.leave(1);
    expect(told).toEqual([{ kind: "failure", message: "The disk is full." }, shown]);
  });

  it("ends with all of it stopped, of screens that were left too", async () => {
    const { works } = begun();
    const ended: number[] = [];
    for (const id of [1, 2])
      works.begin(id, async (_, signal) => {
        await aborted(signal);
        await new Promise((resolve) => setTimeout(resolve, 50));
        ended.push(id);
      });
    void works.leave(1);
    await works.end();
    expect(ended).toEqual([1, 2]);
  });
});
