import { expect, test } from "vitest";
import { float16Bits } from "../../src/onnx/float16.ts";

/** The value of a half-precision bit pattern, by the definition. */
function valueOf(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 10) & 31;
  const fraction = pattern & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

test("every half-precision number keeps its pattern", () => {
  const patterns = Array.from({ length: 0x10000 }, (_, pattern) => pattern).filter(
    (pattern) => !Number.isNaN(valueOf(pattern)),
  );
  expect([...float16Bits(Float32Array.from(patterns, valueOf))]).toEqual(patterns);
});

test("numbers between two go to the nearer one, and midway to the even one", () => {
  for (const pattern of [0, 1, 2, 1022, 1023, 1024, 1025, 0x3c00, 0x3c01, 0x7bfe]) {
    const [low, high] = [valueOf(pattern), valueOf(pattern + 1)];
    const between = (share: number): number => low + share * (high - low);
    const even = pattern % 2 === 0 ? pattern : pattern + 1;
    expect([...float16Bits(Float32Array.of(between(0.25), between(0.5), between(0.75), -between(0.25)))]).toEqual([
      pattern,
      even,
      pattern + 1,
      pattern | 0x8000,
    ]);
  }
});

test("what is too large becomes infinite, and not-a-number stays so", () => {
  expect([...float16Bits(Float32Array.of(65_519, 65_520, -1e30, Infinity, Number.NaN))]).toEqual([
    0x7bff, 0x7c00, 0xfc00, 0x7c00, 0x7e00,
  ]);
});
