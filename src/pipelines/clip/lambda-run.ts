import { z } from "zod";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";

const whole = z.int().nonnegative();
const runSchema = z.object({
  version: z.literal(1),
  /** What every byte of the training follows from, in words. */
  settings: z.string(),
  rounds: z.array(
    z.object({
      step: whole,
      /** Mean loss of the round's steps. */
      loss: z.number(),
      /** Held-out images that λ-equitune gets right, of how many. */
      right: whole,
      held: whole,
    }),
  ),
});
/** Where the training of a λ-network stands after a round. */
export type LambdaRound = Readonly<z.infer<typeof runSchema>["rounds"][number]>;

const file = "training.json";

export const keepRounds = (
  folder: TrainingRunFolder,
  settings: string,
  rounds: readonly LambdaRound[],
): Promise<void> => folder.write(file, `${JSON.stringify({ version: 1, settings, rounds })}\n`);

/** The rounds so far of a training of these settings; undefined where the folder holds no training. Throws UserError where it holds another one, or a damaged file. */
export async function readRounds(
  folder: TrainingRunFolder,
  settings: string,
): Promise<readonly LambdaRound[] | undefined> {
  const bytes = await folder.read(file);
  if (bytes === undefined) return undefined;
  const run = runSchema.safeParse(parse(new TextDecoder().decode(bytes)));
  if (!run.success)
    throw new UserError(
      `${folder.path}/${file}: expected what clip train wrote but found a damaged file. Remove it to begin again, or choose another folder with --out.`,
    );
  if (run.data.settings !== settings)
    throw new UserError(
      `${folder.path}: expected a training of ${settings}, but found one of ${run.data.settings}. Choose another folder with --out.`,
    );
  return run.data.rounds;
}

/** The round whose network is kept: the best on the images held out, of equal ones the first. */
export const bestRound = (rounds: readonly LambdaRound[]): LambdaRound | undefined =>
  rounds.toSorted((a, b) => b.right - a.right || a.step - b.step)[0];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
