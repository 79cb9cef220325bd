import { readModel } from "../onnx/read-model.ts";
import { UserError } from "../text/user-error.ts";

/** Says that an ONNX file does not load, why, and what to do. */
export const damagedModel = (
  path: string,
  error: unknown,
  advice = "Get the file again: it is damaged or cut short.",
): UserError =>
  new UserError(
    `${path}: expected an ONNX model but found a file that does not load (${error instanceof Error ? error.message.split("\n")[0] : "unreadable"}). ${advice}`,
    { cause: error },
  );

/** What an ONNX file says of its graph. Throws UserError where it is damaged. */
export function describedModel(bytes: Uint8Array, path: string): ReturnType<typeof readModel> {
  try {
    return readModel(bytes);
  } catch (error) {
    throw damagedModel(path, error);
  }
}
