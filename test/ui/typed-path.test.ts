import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { typedPath } from "../../src/ui/typed-path.ts";

it.each([
  ["age", "/work/age"],
  ["../age", "/age"],
  ["/lists/age", "/lists/age"],
  ["~/age", join(homedir(), "age")],
  ["~", homedir()],
  ["~age", "/work/~age"],
  ["a/~/b", "/work/a/~/b"],
])("%s in /work is %s", (typed, path) => expect(typedPath("/work", typed)).toBe(path));
