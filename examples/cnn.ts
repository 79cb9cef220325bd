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

// A drawn picture: grass, sky, and something dark that leans to the left.
const bytes = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => {
  const [x, y, channel] = [Math.floor(i / 3) % 32, Math.floor(i / 96), i % 3];
  if (Math.abs(x - 20 + y / 2) < 5 && y > 6 && y < 26) return 40;
  return y < 16 ? [120, 180, 240][channel]! : [60, 140, 60][channel]!;
});
const picture = imageOfBytes(3, 32, 32, bytes);
for (const method of ["base", "equitune", "equizero"] as const) {
  const turned = action.group.elements.map((g) => action.apply(g, picture));
  const logits = await invariant(model, { method, action })(turned);
  const likeliest = logits.map((row) => row.indexOf(Math.max(...row)));
  console.log(`${method.padEnd(9)} class of each quarter turn: ${likeliest.join(" ")}`);
}
await classifier.close();
