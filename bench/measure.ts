import { openCausalLM } from "../src/models/causal-lm.ts";
import { gpt2Tokenizer } from "../src/text/gpt2-tokenizer.ts";
import { gpt2Folder, shape } from "./gpt2-folder.ts";
import { measureRoof } from "./roof.ts";
import { transformersSeconds } from "./transformers.ts";
import { batch, likeliest, newTokens, prompt, threads, write, type Kind } from "./workload.ts";

// One measurement in a process of its own: npx tsx bench/measure.ts WHAT [N]. Prints one line of JSON. bench/speed.ts runs them all.

const [what = "", given = ""] = process.argv.slice(2);
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const megabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1000);

async function decoder(kind: Kind, count: number | undefined): Promise<object> {
  const model = await openCausalLM(await gpt2Folder(), { threads });
  await write(model, kind, 2);
  const time = await seconds(() => write(model, kind, count));
  const calls = await model.calls();
  await model.close();
  return { seconds: time, megabytes: megabytes(), ...calls };
}

/** The share of the roof of decode steps at the batch, and the roof: both in this process, in turns. */
async function share(): Promise<object> {
  const roof = await measureRoof();
  const model = await openCausalLM(await gpt2Folder(), { threads });
  const tokens = (await gpt2Tokenizer()).encode(prompt);
  const shares: number[] = [];
  let stepMs = 0;
  for (let run = 0; run < 5; run += 1) {
    const decoding = await model.open(Array.from({ length: batch }, () => tokens));
    let next = Array.from({ length: batch }, (_, row) => tokens.slice(row % tokens.length, (row % tokens.length) + 1));
    await decoding.append(next); // the first step copies the prompt's cache to all rows
    const steps = newTokens - 2;
    const time = await seconds(async () => {
      for (let step = 0; step < steps; step += 1) {
        const { ids, width } = await decoding.read({ top: likeliest + 8 });
        next = next.map((_, row) => Array.from(ids?.subarray(row * width, row * width + 1) ?? [])) as typeof next;
        await decoding.append(next);
      }
    });
    await decoding.close();
    stepMs = (time * 1000) / steps;
    shares.push(roofMs(roof, tokens.length + newTokens / 2) / stepMs);
  }
  await model.close();
  shares.sort((a, b) => a - b);
  return { ...roof, stepMs, shares, share: shares[2] };
}

/** The least time of a step by the roof: its products at full speed, or its bytes at full bandwidth, whichever is longer. */
function roofMs({ gigaflops, gigabytes }: { gigaflops: number; gigabytes: number }, context: number): number {
  const { layers, width, vocabulary } = shape;
  const weights = layers * 12 * width * width + width * vocabulary;
  const attention = layers * 2 * width * context;
  const flops = 2 * batch * (weights + attention);
  const bytes = 4 * (weights + batch * layers * 2 * width * context);
  return Math.max(flops / gigaflops, bytes / gigabytes) / 1e6;
}

async function main(): Promise<object> {
  if (what === "roof") return share();
  if (what === "transformers")
    return { ...(await transformersSeconds(await gpt2Folder(), Number(given))), megabytes: megabytes() };
  return decoder(what as Kind, given === "" ? undefined : Number(given));
}

console.log(JSON.stringify(await main()));
