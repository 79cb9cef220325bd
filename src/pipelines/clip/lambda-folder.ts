import { join } from "node:path";
import { z } from "zod";
import { type OpenLambda, openLambda } from "../../models/lambda-scorer.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import { fileBytes, isFolder, modelFolder } from "../../store/model-folder.ts";
import { UserError } from "../../text/user-error.ts";
import type { ClipForm } from "./clip-method.ts";
import type { OpenClip } from "./open-clip.ts";

const aboutLambda = z.object({
  kind: z.literal("clip-lambda"),
  /** Digest of the model whose features it was trained on. */
  model: z.string(),
  group: z.string(),
  form: z.enum(["paper", "code"]),
  features: z.int().positive(),
  /** What similarities were multiplied by in training. */
  logitFactor: z.number(),
  prompts: z.string(),
  classes: z.array(z.string()),
  seed: z.int(),
  step: z.int(),
  rate: z.number(),
  training: z.int(),
  /** Images that chose the step, and how many of them it got right. */
  validation: z.object({ images: z.int(), right: z.int() }),
});
/** What `clip train` says of a λ-network. */
export type AboutLambda = Readonly<z.infer<typeof aboutLambda>>;

/** Writes lambda.onnx and lambda.json. */
export async function writeLambda(folder: string, about: AboutLambda, graph: Uint8Array): Promise<void> {
  await writeAtomically(join(folder, "lambda.onnx"), graph);
  await writeAtomically(join(folder, "lambda.json"), `${JSON.stringify(about, null, 2)}\n`);
}

/** Where a model's own λ-network for a group and a form would be. */
const shippedIn = ({ model }: OpenClip, group: string, form: ClipForm): string =>
  join(model.folder, "lambda", form === "paper" ? group : `${group}-${form}`);

/** Whether a model came with a λ-network for a group and a form. */
export const hasLambda = (clip: OpenClip, group: string, form: ClipForm): boolean =>
  isFolder(shippedIn(clip, group, form));

/** Which λ-network is wanted. */
export interface LambdaWanted {
  /** Absent: the one that came with the model. */
  readonly folder?: string;
  readonly group: string;
  readonly form: ClipForm;
  /** What similarities are multiplied by: with the code form λ is a factor beside it, learned for one value of it. */
  readonly logitFactor: number;
}

/**
 * Opens a λ-network: of the folder named, else the one that came with the model for this group. Throws UserError where there is none, or it was made for another model, group or form, or, in the
 * code form, at another logit factor.
 */
export async function findLambda(
  clip: OpenClip,
  { folder, group, form, logitFactor }: LambdaWanted,
): Promise<{ readonly about: AboutLambda; readonly lambda: OpenLambda }> {
  const path = folder ?? shippedIn(clip, group, form);
  if (!isFolder(path))
    throw new UserError(
      `--lambda: expected a folder that clip train wrote but found ${folder === undefined ? `none with the model for ${group}` : "nothing"} at ${path}. Train one with clip train, or leave out the method lambda.`,
    );
  const files = modelFolder(path);
  const read = aboutLambda.safeParse(files.json("lambda.json"));
  if (!read.success)
    throw new UserError(
      `${files.pathOf("lambda.json")}: expected what clip train writes but found something else. Train it again.`,
    );
  const about = read.data;
  for (const [what, found, expected] of [
    ["group", about.group, group],
    ["form", about.form, form],
    ["model", about.model, clip.digests.model],
  ] as const)
    if (found !== expected)
      throw new UserError(
        `${files.pathOf("lambda.json")}: expected a λ-network for the ${what} ${expected} but found one for ${found}. Train one with clip train.`,
      );
  if (form === "code" && about.logitFactor !== logitFactor)
    throw new UserError(
      `${files.pathOf("lambda.json")}: expected a λ-network trained at the logit factor ${logitFactor} but found one trained at ${about.logitFactor}. Give --logit-factor ${about.logitFactor}, or train one with clip train --form code --logit-factor ${logitFactor}.`,
    );
  return {
    about,
    lambda: await openLambda(fileBytes(files.pathOf("lambda.onnx")), about.features, files.pathOf("lambda.onnx")),
  };
}
