const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The IEEE 754 half-precision bit patterns nearest to `values` (ties to even), for "float16" tensors. Magnitudes from 65,520 on become infinite;
 * below 2⁻¹⁴ the spacing is 2⁻²⁴.
 */
export function float16Bits(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, (value) => {
    float[0] = value;
    const pattern = bits[0] ?? 0;
    const sign = (pattern >>> 16) & 0x8000;
    const magnitude = pattern & 0x7fffffff;
    if (magnitude > 0x7f800000) return sign | 0x7e00;
    if (magnitude >= 0x477ff000) return sign | 0x7c00;
    if (magnitude < 0x38800000) return sign | roundToEven(Math.abs(value) * 2 ** 24);
    return sign | ((magnitude + 0xfff + ((magnitude >>> 13) & 1) - 0x38000000) >>> 13);
  });
}

function roundToEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest === 0.5) return low + (low % 2);
  return rest < 0.5 ? low : low + 1;
}
