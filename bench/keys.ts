import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startApplication } from "../src/ui/start-application.ts";
import { fakePage, type FakePage } from "../test/ui/kernel/fake-page.ts";

// How soon the application answers a key, and how often it draws: NODE_ENV=production npx tsx bench/keys.ts (the command sets that itself). A key's answer is the first frame that shows what the key does.

const presses = 60;

/** Milliseconds from each press of `?` and of the key after it to the frame that shows help, or the screen again. */
async function answers(page: FakePage, screen: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < presses; i++) {
    for (const [key, shown] of [
      ["?", "any key"],
      ["x", screen],
    ] as const) {
      await wait(40 + ((i * 37) % 60)); // no press in step with anything
      const from = performance.now();
      page.type(key);
      times.push((await page.waitFor(shown, from)).at - from);
    }
  }
  return times.toSorted((a, b) => a - b);
}

async function measure(page: FakePage, name: string, screen: string): Promise<void> {
  const from = performance.now();
  const times = await answers(page, screen);
  const seconds = (performance.now() - from) / 1000;
  const frames = page.written.filter(({ text, at }) => at >= from && text.includes("Evenhand ·")).length;
  const at = (share: number): string => (times[Math.ceil(share * times.length) - 1] ?? NaN).toFixed(1);
  console.log(
    `${name}: ${times.length} keys, median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, longest ${at(1)} ms; ${(frames / seconds).toFixed(1)} frames a second`,
  );
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "evenhand-keys-"));
  const page = fakePage(120, 40);
  const network = { environment: { EVENHAND_CACHE: folder }, offline: true };
  const left = startApplication({ folder, network, now: () => performance.now(), terminal: page.terminal });
  const go = async (keys: string, shown: string): Promise<void> => {
    const from = performance.now();
    page.type(keys);
    await page.waitFor(shown, from);
  };
  await page.waitFor("Contexts:");
  await measure(page, "home, nothing at work", "Contexts:");
  await go("jj\r", "religion");
  await go("\r", "orbits");
  await measure(page, "editing the list gender, nothing at work", "orbits");
  await go("\u001B", "religion");
  await go("\u001B", "Contexts:");
  await go("k", "> Audit");
  await go("\r", "b begin");
  await go("b", "texts/s");
  await measure(page, "audit at work on the bundled model", "texts/s");
  await go("\u001B", "b begin");
  await go("\u001B", "Contexts:");
  await go("j\r", "religion");
  await go("\r", "orbits");
  await measure(page, "editing the list gender while that audit is at work", "orbits");
  page.type("\u0003");
  await left;
  await rm(folder, { recursive: true });
}

await main();
