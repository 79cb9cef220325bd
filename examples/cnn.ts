import {
  type Image,
  imageActions,
  imageOfBytes,
  invariant,
  type Model,
  normalizations,
  openImageClassifier,
} from "../src/index.ts"; // in your project: "evenhand"

/** A classifier whose answer no quarter turn changes: `npx tsx examples/cnn.ts [MODEL.onnx]`, a model of 32×32 images. */
const path = process.argv[2] ?? new URL("../models/mini-cnn/onnx/model.onnx", import.meta.url).pathname;
const classifier = await openImageClassifier(path, { normalization: normalizations.imagenet });
const model: Model<Image> = async (images) => (await classifier.see(images)).map(({ logits }) => logits);
const action = imageActions.rot90;

// A truck that drives to the left, drawn by hand: a red cab, a white box, two wheels, a street.
const isWheel = (x: number, y: number): boolean => Math.min((x - 9) ** 2, (x - 23) ** 2) + (y - 23) ** 2 < 8;
const isIn = (x: number, y: number, left: number, right: number, top: number): boolean =>
  x >= left && x <= right && y >= top && y < 22;
const colourAt = (x: number, y: number): readonly number[] => {
  if (isWheel(x, y)) return [20, 20, 20];
  if (isIn(x, y, 11, 28, 9)) return [220, 220, 210];
  if (isIn(x, y, 4, 10, 14)) return [180, 30, 30];
  return y < 22 ? [170, 190, 210] : [110, 110, 110];
};
const bytes = Array.from({ length: 32 * 32 }, (_, i) => colourAt(i % 32, Math.floor(i / 32))).flat();
const picture = imageOfBytes(3, 32, 32, Uint8Array.from(bytes));

const classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
for (const method of ["base", "equitune", "equizero"] as const) {
  const turned = action.group.elements.map((g) => action.apply(g, picture));
  const logits = await invariant(model, { method, action })(turned);
  const likeliest = logits.map((row) => classes[row.indexOf(Math.max(...row))]);
  console.log(`${method.padEnd(9)} the truck, turned by 0°, 90°, 180°, 270°: ${likeliest.join(", ")}`);
}
await classifier.close();
