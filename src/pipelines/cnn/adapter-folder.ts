import { z } from "zod";
import { digestOf } from "../../store/digest.ts";
import { fileBytes, modelFolder } from "../../store/model-folder.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { type Adapter, adapterOf } from "./adapter.ts";
import type { SeenAs } from "./seen-as.ts";
import { otherTraining, short } from "./training-settings.ts";
import type { TrainedHead } from "./train-head.ts";

const name = "adapter.json";
const files = { head: "head.onnx", lambda: "lambda.onnx" } as const;

const aboutAdapter = z.object({
  kind: z.literal("cnn-head"),
  version: z.literal(2),
  /** Name and digest of the model whose features it was trained on, and how images were made ready for it. */
  model: z.string(),
  digest: z.string(),
  preparation: z.string(),
  group: z.string(),
  fold: z.string(),
  features: z.int(),
  classes: z.array(z.string()),
  seed: z.int(),
  /** What every number follows from, in words. */
  settings: z.string(),
  epoch: z.int(),
  validation: z.object({ images: z.int(), right: z.int() }),
  /** What was trained, with the digest of its file; other graphs in the folder are not its own. */
  parts: z.object({ head: z.string().optional(), lambda: z.string().optional() }),
});
/** What `cnn train` says of a head, a λ-network or both. */
export type AboutAdapter = Readonly<z.infer<typeof aboutAdapter>>;

/** What is said of an adapter that is not yet written. */
export type NewAdapter = Omit<AboutAdapter, "kind" | "version" | "parts">;

/** Throws UserError where a folder holds the result of another training. */
export async function checkAdapterFolder(folder: TrainingRunFolder, settings: string): Promise<void> {
  const bytes = await folder.read(name);
  if (bytes === undefined) return;
  const found = parsed(bytes);
  if (found === undefined)
    throw new UserError(
      `${folder.path}: expected no ${name}, or one of this training, but found one that cnn train does not write now. Choose another folder with --out.`,
    );
  if (found.settings !== settings) throw otherTraining(folder.path, settings, found.settings);
}

/** Writes the trained graphs and, last, what tells that they belong together. */
export async function writeAdapter(
  folder: TrainingRunFolder,
  about: NewAdapter,
  { head, lambda }: Pick<TrainedHead, "head" | "lambda">,
): Promise<void> {
  const parts = { ...(head && { head: digestOf(head) }), ...(lambda && { lambda: digestOf(lambda) }) };
  if (head !== undefined) await folder.write(files.head, head);
  if (lambda !== undefined) await folder.write(files.lambda, lambda);
  const whole: AboutAdapter = { kind: "cnn-head", version: 2, ...about, parts };
  await folder.write(name, `${JSON.stringify(whole, undefined, 2)}\n`);
}

/** What `cnn train` wrote, not yet loaded. */
export interface StoredAdapter {
  readonly path: string;
  readonly about: AboutAdapter;
  /** Loads the graphs. Close the adapter when done. */
  load(): Promise<Adapter>;
}

/** Reads what `cnn train` wrote. Throws UserError where the folder holds something else, or graphs that were cut short or belong to another training. */
export function readAdapter(path: string): StoredAdapter {
  const folder = modelFolder(path);
  const about = folder.has(name) ? parsed(fileBytes(folder.pathOf(name))) : undefined;
  if (about === undefined)
    throw new UserError(
      `${folder.pathOf(name)}: expected what cnn train writes but found ${folder.has(name) ? "something else" : "nothing"}. Train it again.`,
    );
  const graph = (part: keyof typeof files): Uint8Array | undefined => {
    const expected = about.parts[part];
    if (expected === undefined) return undefined;
    const bytes = folder.has(files[part]) ? fileBytes(folder.pathOf(files[part])) : undefined;
    if (bytes !== undefined && digestOf(bytes) === expected) return bytes;
    throw new UserError(
      `${folder.pathOf(files[part])}: expected what was written with ${name} but found ${bytes === undefined ? "nothing" : "another file, or one cut short"}. Train it again.`,
    );
  };
  const [head, lambda] = [graph("head"), graph("lambda")];
  return { path, about, load: () => adapterOf({ ...(head && { head }), ...(lambda && { lambda }) }) };
}

/** Throws UserError where an adapter was trained on another model, other classes, images made ready otherwise, or another group. */
export function checkAdapter(
  { path, about }: StoredAdapter,
  plan: { readonly group: string; readonly classes: readonly string[]; readonly model: string },
  { digest, preparation }: SeenAs,
): void {
  const fits = [
    [
      "the model",
      `${about.model} (${short(about.digest)})`,
      `${plan.model} (${short(digest)})`,
      about.digest === digest,
    ],
    ["images seen as", about.preparation, preparation, about.preparation === preparation],
    ["--group", about.group, plan.group, about.group === plan.group],
    // A λ-network alone weighs sides and knows no class.
    [
      "the classes",
      about.classes.join(","),
      plan.classes.join(","),
      about.parts.head === undefined || about.classes.join("\n") === plan.classes.join("\n"),
    ],
  ] as const;
  for (const [what, expected, found, isSame] of fits)
    if (!isSame)
      throw new UserError(
        `${path}: expected ${what} ${expected}, which it was trained with, but found ${found}. Change that, or train again with cnn train.`,
      );
}

function parsed(bytes: Uint8Array): AboutAdapter | undefined {
  try {
    return aboutAdapter.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
