import { type LambdaFound, trainOnSession } from "../../pipelines/clip/train-session.ts";
import { withRunLock } from "../../store/run-lock.ts";
import type { ClipTrainOptions } from "./clip-options.ts";
import type { Terminal } from "../terminal.ts";
import { openShownSession } from "./clip-watch.ts";
import { logitFactorOf } from "./logit-factor.ts";

/** Trains a λ-network and says, round by round, how it does on the images held out. Throws UserError where another process trains there. */
export const trainClip = (options: ClipTrainOptions, terminal: Terminal): Promise<void> =>
  withRunLock(options.out, () => trainShown(options, terminal));

async function trainShown(options: ClipTrainOptions, terminal: Terminal): Promise<void> {
  const { group, form, steps, batch, rate, seed, out } = options;
  const logitFactor = logitFactorOf(options, "train");
  const session = await openShownSession(options, [group], terminal);
  try {
    const rounds = trainOnSession(session, { group, form, logitFactor, steps, imagesOfStep: batch, rate, seed, out });
    for (;;) {
      const { value, done } = await rounds.next();
      if (done === true) {
        const { about, equitune } = value;
        await terminal.write(
          options.json === true ? `${JSON.stringify({ out, ...about, equitune })}\n` : endOf(value, out),
        );
        return;
      }
      await terminal.write(
        options.json === true
          ? `${JSON.stringify(value)}\n`
          : `step ${value.step}  loss ${value.loss.toFixed(4)}  held out ${value.right} of ${value.held}${value.isBest ? "  (best)" : ""}\n`,
      );
    }
  } finally {
    await session.clip.model.close();
  }
}

/** Which network is kept; where it is no better than the mean of the views, that too. */
function endOf({ about: { step, validation, rate }, equitune }: LambdaFound, out: string): string {
  const kept = `${out}: the network after step ${step}, with ${validation.right} of ${validation.images} held-out images right; equitune has ${equitune}.\n`;
  return validation.right > equitune
    ? kept
    : `${kept}It weighs the views no better than equitune, which weighs them alike: try a lower --rate, such as ${Number((rate / 100).toPrecision(1))}, or more images.\n`;
}
