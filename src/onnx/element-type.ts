/** The element types of tensors that Evenhand writes and reads, by the number ONNX gives them (TensorProto.DataType). */
export const elementCode = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

/** Name of an element type, as in {@link elementCode}. */
export type ElementType = keyof typeof elementCode;

/** Bytes that one element takes in raw little-endian tensor data. */
export const elementBytes: Readonly<Record<ElementType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

const elementTypes: ReadonlyMap<number, ElementType> = new Map([
  [1, "float32"],
  [2, "uint8"],
  [3, "int8"],
  [6, "int32"],
  [7, "int64"],
  [9, "bool"],
  [10, "float16"],
  [11, "float64"],
]);

/** The element type with ONNX number `code`; undefined for the types that Evenhand does not use (strings, bfloat16, 4-bit integers…). */
export function elementTypeOf(code: number): ElementType | undefined {
  return elementTypes.get(code);
}
