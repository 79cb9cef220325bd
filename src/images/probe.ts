import { image } from "./image.ts";

/** An image whose pixels all differ. What an action does to pixels it does by place, so this one stands for all. */
export const probe = image(
  1,
  3,
  3,
  Float32Array.from({ length: 9 }, (_, i) => i),
);
