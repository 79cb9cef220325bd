import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { clipResult, evaluateClip, openClipSession } from "../src/index.ts"; // in your project: "evenhand"

/** How often CLIP names an image's class when it is turned, as it is and by every method: `npx tsx examples/clip.ts [FOLDER]`, a sub-folder a class. Without one, four drawings. */
const drawings = {
  truck: `<rect width="32" height="22" fill="#aabed2"/><rect y="22" width="32" height="10" fill="#6e6e6e"/><rect x="11" y="9" width="18" height="13" fill="#dcdcd2"/>
    <rect x="4" y="14" width="7" height="8" fill="#b41e1e"/><circle cx="9" cy="23" r="3"/><circle cx="23" cy="23" r="3"/>`,
  ship: `<rect width="32" height="19" fill="#96b4dc"/><rect y="19" width="32" height="13" fill="#285078"/><rect x="10" y="12" width="12" height="5" fill="#e6e6e6"/>
    <path d="M2 17H30L25 22H7Z" fill="#3c3c46"/>`,
  airplane: `<rect width="32" height="32" fill="#6ea0dc"/><path d="M4 16L28 14V18Z" fill="#e6e6eb"/><path d="M15 4L18 28L20 16Z" fill="#d2d2dc"/>`,
  frog: `<rect width="32" height="32" fill="#a08c5a"/><ellipse cx="16" cy="18" rx="9" ry="6" fill="#3c8228"/><circle cx="12" cy="12" r="2"/><circle cx="20" cy="12" r="2"/>`,
};

async function drawn(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-clip-"));
  for (const [name, shapes] of Object.entries(drawings)) {
    mkdirSync(join(folder, name));
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">${shapes}</svg>`;
    await sharp(Buffer.from(picture))
      .png()
      .toFile(join(folder, name, "drawing.png"));
  }
  return folder;
}

const given = process.argv[2];
const data = given ?? (await drawn());
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
const first = top1?.cells[0]?.[0]?.ours?.mean;
const percent = (share: number | null | undefined) => `${(100 * (share ?? NaN)).toFixed(1)} %`;
const where = `${top1?.rows[0]?.["method"]}, images ${top1?.columns[0]?.title}`;
console.log(
  `${where}: ${percent(first?.value)} right; 95 % interval from ${percent(first?.low)} to ${percent(first?.high)}`,
);
await session.clip.model.close();
if (given === undefined) rmSync(data, { recursive: true });
