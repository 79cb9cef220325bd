import { UserError } from "../../text/user-error.ts";
import type { TrainingState } from "../../train/checkpoint.ts";
import { train, type TrainingPlan, type TrainingProgress } from "../../train/train.ts";

/** `train`, which also looks at the weights: throws UserError where, at the end of an epoch, they are not finite, as where loss or gradients are not. */
export async function* trainWatched(
  plan: TrainingPlan,
  from: TrainingState,
  perEpoch: number,
): AsyncGenerator<TrainingProgress, void, undefined> {
  for await (const progress of train(plan, from)) {
    const { step, tensors } = progress.state;
    if (step % perEpoch === 0 && !plan.parameters.every(({ name }) => tensors[name]?.value.every(Number.isFinite)))
      throw new UserError(
        `step ${step}: weights that are no numbers where finite ones were expected. The training came apart: lower its learning rate (--rate), and check that its data are numbers.`,
      );
    yield progress;
  }
}
