import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { numbers } from "../train/gradient-check.ts";

const classes = ["flat", "left", "top"] as const;

/** Writes images of 8×8 of noise in each of three classes: brighter nowhere, at the left, at the top. `seed` draws others. */
export async function writeClassImages(
  folder: string,
  { images = 12, seed = 0 }: { readonly images?: number | readonly number[]; readonly seed?: number } = {},
): Promise<void> {
  for (const [label, name] of classes.entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    const count = typeof images === "number" ? images : (images[label] ?? 0);
    for (let i = 0; i < count; i++) {
      const noise = numbers(192, 1000 * seed + 100 * label + i);
      const bright = (at: number): boolean => (label === 1 ? at % 8 < 4 : label === 2 && at < 32);
      const bytes = Uint8Array.from(noise, (x, k) => 60 + 40 * x + (bright(Math.floor(k / 3)) ? 120 : 0));
      const raw = { width: 8, height: 8, channels: 3 } as const;
      await sharp(bytes, { raw })
        .png()
        .toFile(join(folder, name, `${String(i).padStart(2, "0")}.png`));
    }
  }
}
