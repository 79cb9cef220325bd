/** Four 32-bit words, as signed integers (which the engine keeps unboxed). */
export interface Words {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

const multiplierA = 0xd2511f53;
const multiplierC = 0xcd9e8d57;
const stepLeft = 0x9e3779b9;
const stepRight = 0xbb67ae85;

/**
 * Philox4x32-10: for each pair of key words a bijection of the four counter words that looks like chance. Cost: about 0.1 µs.
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function philox(counter: Words, keyLeft: number, keyRight: number): Words {
  let { a, b, c, d } = counter;
  let left = keyLeft;
  let right = keyRight;
  for (let round = 0; round < 10; round++) {
    const nextA = highProduct(multiplierC, c) ^ b ^ left;
    const nextC = highProduct(multiplierA, a) ^ d ^ right;
    b = Math.imul(multiplierC, c);
    d = Math.imul(multiplierA, a);
    a = nextA;
    c = nextC;
    left = (left + stepLeft) | 0;
    right = (right + stepRight) | 0;
  }
  return { a, b, c, d };
}

/** The upper 32 bits of the 64-bit product of two unsigned words, by halves: every partial sum stays below 2³². */
function highProduct(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const yLow = y & 0xffff;
  const yHigh = y >>> 16;
  const first = xHigh * yLow + ((xLow * yLow) >>> 16);
  const second = xLow * yHigh + (first & 0xffff);
  return xHigh * yHigh + (first >>> 16) + (second >>> 16);
}
