import { UserError } from "../../text/user-error.ts";

/** The rows of a tower's output. Throws UserError where it is missing, has another number of rows, or holds a number that is not finite. */
export function readEmbeddings(outputs: unknown, name: string, rows: number, model: string): readonly Float32Array[] {
  const found = field(outputs, name);
  const [dims, data] = [field(found, "dims"), field(found, "data")];
  if (!Array.isArray(dims) || !(data instanceof Float32Array)) {
    const names = typeof outputs === "object" && outputs !== null ? Object.keys(outputs).join(", ") : "none";
    throw new UserError(
      `${model}: expected an output ${name} of numbers but found ${names}. Export the tower with its projection.`,
    );
  }
  const width = data.length / rows;
  if (dims.length !== 2 || dims[0] !== rows || dims[1] !== width || width === 0) {
    throw new UserError(
      `${model}: expected ${name} of shape (${rows}, features) but found (${dims.join(", ")}). Export the tower with its projection.`,
    );
  }
  return Array.from({ length: rows }, (_, row) => {
    const features = data.slice(row * width, (row + 1) * width);
    const wrong = features.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new UserError(
        `${model}: expected finite numbers in ${name} but found ${features[wrong]} in row ${row}. The model's file is damaged, or it overflows on this input.`,
      );
    return features;
  });
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
