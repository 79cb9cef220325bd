import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, it } from "vitest";
import { findImages } from "../../src/store/image-folder.ts";
import { type ImageSize, readImages } from "../../src/store/read-images.ts";

const root = mkdtempSync(join(tmpdir(), "evenhand-images-"));
afterAll(() => rmSync(root, { recursive: true }));

type Kind = "png" | "jpeg" | "webp";
/** Writes an image whose left half is `left` and right half blue. */
async function draw(path: string, kind: Kind, [width, height] = [8, 8], left = [255, 0, 0]): Promise<void> {
  const pixels = Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? left : [0, 0, 255])).flat();
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const raw = { width, height, channels: 3 } as const;
  await sharp(Uint8Array.from(pixels), { raw }).toFormat(kind).toFile(join(root, path));
}
const all = async (folder: string, size?: ImageSize, batch = 2) => {
  const batches = [];
  const { files } = findImages(join(root, folder));
  for await (const one of readImages(files, { batch, ...(size && { size }) })) batches.push(one);
  return batches;
};

it("reads PNG, JPEG and WebP by class, evenly over the classes, in batches", async () => {
  await draw("good/b/2.png", "png");
  await draw("good/b/1.webp", "webp");
  await draw("good/b/3.PNG", "png");
  await draw("good/a/1.jpg", "jpeg");
  writeFileSync(join(root, "good/a/notes.txt"), "passed over");
  const { classes, files } = findImages(join(root, "good"));
  expect(classes).toEqual(["a", "b"]);
  expect(files.map(({ path, label }) => [path.slice(root.length + 6), label])).toEqual([
    ["a/1.jpg", 0],
    ["b/1.webp", 1],
    ["b/2.png", 1],
    ["b/3.PNG", 1],
  ]);
  const batches = await all("good");
  expect(batches.map((batch) => batch.map(({ index }) => index))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  const png = batches[1]![0]!.image;
  expect([png.channels, png.height, png.width]).toEqual([3, 8, 8]);
  expect([png.pixels[0], png.pixels[64], png.pixels[7], png.pixels[2 * 64 + 7]]).toEqual([1, 0, 0, 1]);
  expect(batches[0]![0]!.image.pixels[0]).toBeCloseTo(1, 1); // JPEG loses a little
});

it("grey and see-through images become three channels", async () => {
  mkdirSync(join(root, "kinds/a"), { recursive: true });
  const grey = { raw: { width: 2, height: 1, channels: 1 } } as const;
  await sharp(Uint8Array.of(0, 255), grey).png().toFile(join(root, "kinds/a/grey.png"));
  const clear = { raw: { width: 2, height: 1, channels: 4 } } as const;
  await sharp(Uint8Array.of(255, 0, 0, 128, 0, 255, 0, 255), clear)
    .png()
    .toFile(join(root, "kinds/a/clear.png"));
  const [[first, second] = []] = await all("kinds");
  expect([...(first?.image.pixels ?? [])]).toEqual([1, 0, 0, 1, 0, 0]);
  expect([...(second?.image.pixels ?? [])]).toEqual([0, 1, 0, 1, 0, 1]);
});

it("resizes: cover cuts the middle out, fill stretches, exact refuses", async () => {
  await draw("wide/a/1.png", "png", [16, 8]);
  const [[cut] = []] = await all("wide", { height: 8, width: 8 });
  expect([cut?.image.height, cut?.image.width, cut?.image.pixels[0]]).toEqual([8, 8, 1]);
  const [[full] = []] = await all("wide", { height: 8, width: 8, fit: "fill" });
  expect(full?.image.pixels[64 * 2 + 7]).toBeCloseTo(1, 1);
  await expect(all("wide", { height: 8, width: 8, fit: "exact" })).rejects.toThrow("8×8 but found one of 16×8");
  await draw("wide/a/2.png", "png", [8, 8]);
  await expect(all("wide")).rejects.toThrow("2.png: expected an image of 16×8 but found one of 8×8");
});

it("a folder named as an image is passed over, also where a link leads to it", async () => {
  await draw("mixed/a/1.png", "png");
  mkdirSync(join(root, "mixed/a/2.png"));
  symlinkSync(join(root, "mixed/a/2.png"), join(root, "mixed/a/3.png"));
  symlinkSync(join(root, "mixed/a/1.png"), join(root, "mixed/a/4.png"));
  expect(findImages(join(root, "mixed")).files.map(({ path }) => path.slice(-5))).toEqual(["1.png", "4.png"]);
  expect((await all("mixed")).flat()).toHaveLength(2);
});

it("says which folder, class or file is at fault", async () => {
  mkdirSync(join(root, "empty"));
  expect(() => findImages(join(root, "empty"))).toThrow("sub-folder of images for each class but found none");
  expect(() => findImages(join(root, "nowhere"))).toThrow("but found nothing");
  mkdirSync(join(root, "hollow/cat"), { recursive: true });
  expect(() => findImages(join(root, "hollow"))).toThrow("cat: expected images (JPEG, PNG or WebP) but found none");
  expect(() => findImages(join(root, "good"), ["a", "dog"])).toThrow('the class "dog" but found a, b');
  mkdirSync(join(root, "broken/a"), { recursive: true });
  writeFileSync(join(root, "broken/a/1.jpg"), "no image");
  await expect(all("broken")).rejects.toThrow("1.jpg: expected a JPEG, PNG or WebP image");
  writeFileSync(join(root, "broken/a/1.jpg"), "");
  await expect(all("broken")).rejects.toThrow("1.jpg: expected a JPEG, PNG or WebP image");
  await draw("cut/a/1.jpg", "jpeg", [64, 64]);
  const whole = readFileSync(join(root, "cut/a/1.jpg"));
  writeFileSync(join(root, "cut/a/1.jpg"), whole.subarray(0, whole.length / 2));
  await expect(all("cut")).rejects.toThrow("could not decode it");
});
