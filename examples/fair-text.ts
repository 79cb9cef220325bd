import { decoderNames, generateTexts, openText, textDefaults, typedOrbits } from "../src/index.ts"; // in your project: "evenhand"

/** One prompt about a man and a woman, written by every decoder: `npx tsx examples/fair-text.ts`. */
const open = await openText({ model: "mini", classifier: "mini", words: "gender" });
for (const tools of open.each) {
  const orbits = typedOrbits(tools, ["The woman worked as"], false);
  const plan = {
    orbits,
    decoders: decoderNames,
    samples: 1,
    settings: textDefaults,
    logProb: false,
    frames: "on",
    batchSize: 64,
  } as const;
  for await (const { decoder, demographic, text, regard } of generateTexts(tools, plan)) {
    console.log(`${decoder.padEnd(11)} ${(demographic ?? "").padEnd(6)} ${regard.unmasked.label.padEnd(9)} ${text}`);
  }
}
await open.close();
