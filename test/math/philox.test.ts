import { expect, it } from "vitest";
import { philox } from "../../src/math/philox.ts";

// The three philox4x32-10 rows of Random123's published known-answer file (kat_vectors): four counter words, two key words, four outputs.
const known = [
  "00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
  "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd",
  "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1",
];

it.each(known)("answers as published: %s", (row) => {
  const words = row.split(" ").map((word) => Number.parseInt(word, 16));
  const [a = 0, b = 0, c = 0, d = 0, left = 0, right = 0, ...answer] = words;
  const output = philox({ a, b, c, d }, left, right);
  expect([output.a, output.b, output.c, output.d].map((word) => word >>> 0)).toEqual(answer);
});
