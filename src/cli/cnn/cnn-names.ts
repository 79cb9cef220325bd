import { type Normalization, normalizations } from "../../images/normalize.ts";
import type { CnnNames } from "../../pipelines/cnn/open-cnn.ts";
import { UserError } from "../../text/user-error.ts";
import type { CnnOptions } from "./cnn-options.ts";
import { networkOf } from "../network.ts";
import type { Terminal } from "../terminal.ts";

/** Which model and images a command's options name. Throws UserError where only one of --mean and --deviation is given. */
export function cnnNames(options: CnnOptions, terminal: Terminal): CnnNames {
  const { model, data, group, classes, limit, size, features, threads } = options;
  const normalization = normalizationOf(options);
  return {
    model,
    data,
    group,
    batch: options.batchSize,
    network: networkOf(terminal, options),
    ...(classes && { classes }),
    ...(limit !== undefined && { limit }),
    ...(size !== undefined && { size }),
    ...(features !== undefined && { features }),
    ...(threads !== undefined && { threads }),
    ...(normalization && { normalization }),
  };
}

function normalizationOf({ mean, deviation, channels }: CnnOptions): Normalization | undefined {
  if ((mean === undefined) !== (deviation === undefined))
    throw new UserError(
      `--${mean === undefined ? "mean" : "deviation"}: expected both --mean and --deviation but found one of them. Give both, or neither.`,
    );
  if (deviation?.some((value) => value <= 0))
    throw new UserError(
      `--deviation: expected numbers above 0 but found ${deviation.join(",")}. Give what the model was trained with.`,
    );
  if (mean !== undefined && deviation !== undefined) return { mean, deviation, order: channels };
  return channels === "bgr" ? { ...normalizations.imagenet, order: channels } : undefined;
}
