import { type ExperimentResult, experimentResultSchema } from "../experiment/experiment-result.ts";
import { UserError } from "../text/user-error.ts";
import { readText } from "./text-file.ts";

/** What an experiment found, from its result.json. Throws UserError where there is none, or another file. */
export async function readExperiment(path: string): Promise<ExperimentResult> {
  let text = "";
  for await (const piece of readText(path)) text += piece;
  const value = parse(text);
  if (value === undefined)
    throw new UserError(
      `${path}: expected the result.json of scan, cnn or clip table but found no JSON. Name another file, or make it again.`,
    );
  const parsed = experimentResultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${path}, ${issue?.path.join(".") || "top"}: expected the result.json of scan, cnn or clip table but found this problem: ${issue?.message ?? "unreadable"}. Name another file, or make it again.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
