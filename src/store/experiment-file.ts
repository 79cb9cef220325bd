import { type ExperimentResult, experimentResultSchema } from "../experiment/experiment-result.ts";
import { checked } from "../text/checked.ts";
import { readText } from "./text-file.ts";

/** What an experiment found, from its result.json. Throws UserError where there is none, or another file. */
export async function readExperiment(path: string): Promise<ExperimentResult> {
  let text = "";
  for await (const piece of readText(path)) text += piece;
  return checked(experimentResultSchema, parse(text), {
    where: path,
    expected: "the result.json of scan, cnn or clip table",
    remedy: "Name another file, or make it again.",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
