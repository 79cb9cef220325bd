import { UserError } from "../../text/user-error.ts";
import type { TrainingState } from "../../train/checkpoint.ts";
import { train, type TrainingPlan, type TrainingProgress } from "../../train/train.ts";

/** `train`, which says what to do where the training comes apart. Throws UserError where loss, gradients or, at the end of an epoch, weights are not finite. */
export async function* trainOrExplain(
  plan: TrainingPlan,
  from: TrainingState,
  perEpoch: number,
): AsyncGenerator<TrainingProgress, void, undefined> {
  try {
    for await (const progress of train(plan, from)) {
      const { step, tensors } = progress.state;
      if (step % perEpoch === 0 && !plan.parameters.every(({ name }) => tensors[name]?.value.every(Number.isFinite)))
        throw apart(`weights that are no numbers after step ${step}`);
      yield progress;
    }
  } catch (error) {
    if (error instanceof Error && /^step \d+: loss /u.test(error.message)) throw apart(error.message, error);
    throw error;
  }
}

const apart = (found: string, cause?: Error): UserError =>
  new UserError(
    `--rate: expected a learning rate at which the training holds together but found one at which it comes apart (${found}). Lower it.`,
    { cause },
  );
