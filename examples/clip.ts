import { clipResult, evaluateClip, openClipSession } from "../src/index.ts"; // in your project: "evenhand"

/** How often CLIP names an image's class when it is turned, as it is and by every method: `npx tsx examples/clip.ts FOLDER`, a sub-folder a class. */
const data = process.argv[2];
if (data === undefined) throw new Error("Name a folder of images, with a sub-folder for each class.");
const session = await openClipSession({ model: "mini-clip", data, prompts: "clip", limit: 200 }, ["rot90"], {});
const { outcomes } = await evaluateClip(session, {
  group: "rot90",
  methods: ["base", "equitune", "equizero"],
  form: "paper",
  logitFactor: 1,
  perturbation: { seed: 0 },
});
for (const { method, images, ranks } of outcomes) {
  const right = ranks.filter((rank) => rank === 0).length;
  console.log(`${method.padEnd(9)} ${images.padEnd(6)} ${right} of ${ranks.length}`);
}
const [top1] = clipResult(session, { outcomes, viewWeights: [], seed: 0, command: "" }).tables;
console.log(JSON.stringify(top1?.cells[0]?.[0]?.ours?.mean)); // the first of them, with its interval
await session.clip.model.close();
