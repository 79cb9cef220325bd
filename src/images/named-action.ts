import type { Action } from "../group/action.ts";
import { UserError } from "../text/user-error.ts";
import { type ImageActionName, imageActions, imageProduct } from "./image-action.ts";
import type { Image } from "./image.ts";

/** The action of a name, or the product of those with "+" between, such as "flip+rot180". Throws UserError on another name, and where two of them do not commute. */
export function namedImageAction(name: string): Action<Image> {
  const factors = name.split("+").map((part) => ({ name: part, action: actionOf(part, name) }));
  const [first, ...more] = factors;
  if (first !== undefined && more.length === 0) return first.action;
  try {
    return imageProduct(factors);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`--group ${name}: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`, {
      cause: error,
    });
  }
}

function actionOf(part: string, whole: string): Action<Image> {
  if (Object.hasOwn(imageActions, part)) return imageActions[part as ImageActionName];
  throw new UserError(
    `--group: expected ${Object.keys(imageActions).join(", ")}, or a product of those such as flip+rot180, but found "${whole}". Choose one of those.`,
  );
}
