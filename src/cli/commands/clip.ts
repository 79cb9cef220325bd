import { type Command, Option } from "commander";
import { UserError } from "../../text/user-error.ts";
import {
  clipGroups,
  type ClipEvalOptions,
  type ClipTrainOptions,
  type ClipTableOptions,
} from "../clip/clip-options.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { namesList, positive, whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `clip eval|train|table`: CLIP made invariant to turns and mirrors. */
export function registerClip(clip: Command, session: Session): void {
  clip.argument("[action]").action((action: string | undefined) => {
    const found = action === undefined ? "nothing" : `"${action}"`;
    throw new UserError(
      `clip: expected eval, train or table but found ${found}. Try: evenhand clip eval --data FOLDER_OF_CLASSES.`,
    );
  });
  withGroup(
    withClipOptions(
      clip.command("eval").description("zero-shot accuracy on images as they are and moved, by every method"),
    ),
  )
    .option("--methods <names>", "base, equitune, equizero, lambda", namesList, ["base", "equitune", "equizero"])
    .option("--lambda <folder>", "a λ-network that clip train wrote (default: the model's own)")
    .option("--per-batch <n>", "so many images in a row are moved alike (the published code: a batch)", whole(1), 1)
    .action(async (options: ClipEvalOptions) => {
      const { evalClip } = await import("../clip/eval-clip.ts");
      await evalClip(options, asAsked(session.terminal, options));
    });
  withGroup(
    withClipOptions(
      clip
        .command("train")
        .description(
          "train the λ-network, which weighs the views of an image; goes on where a stopped training left off",
        ),
    ),
  )
    .requiredOption("--out <folder>", "where the network goes")
    .option("--steps <n>", "steps of training", whole(1, 1_000_000), 2000)
    .option("--batch <n>", "images of a step", whole(1, 4096), 32)
    .option(
      "--rate <x>",
      "learning rate, by default as published; small models need less, such as 0.003; momentum is 0.9",
      positive,
      0.33,
    )
    .action(async (options: ClipTrainOptions) => {
      const { trainClip } = await import("../clip/train-clip.ts");
      await trainClip(options, asAsked(session.terminal, options));
    });
  withClipOptions(
    clip
      .command("table")
      .description("every method on clean, turned and mirrored images, beside the published figures"),
  )
    .requiredOption("--out <folder>", "where result.json, report.md and the charts go")
    .option("--per-batch <n>", "so many images in a row are moved alike (the published code: a batch)", whole(1), 1)
    .action(async (options: ClipTableOptions) => {
      const { tableClip } = await import("../clip/table-clip.ts");
      await tableClip(options, asAsked(session.terminal, options));
    });
}

const withGroup = (command: Command): Command =>
  command.addOption(
    new Option(
      "--group <name>",
      "what moves the images: quarter turns, a mirror, the published code's “flip” (half a turn), all of a square's symmetries",
    )
      .choices(clipGroups)
      .default("rot90"),
  );

function withClipOptions(command: Command): Command {
  const named = command
    .requiredOption("--data <folder>", "images, a sub-folder a class, named for it")
    .option("--model <name>", "mini-clip (bundled), a folder in the Hugging Face layout, or a hub id", "mini-clip")
    .option("--prompts <name>", "clip (shipped), or a CSV file with a column template and {label} in each row", "clip")
    .option("--limit <n>", "only so many images, spread over the classes", whole(1))
    .addOption(
      new Option("--form <name>", "what is folded: features (paper), or probabilities, as the published code has it")
        .choices(["paper", "code"])
        .default("paper"),
    )
    .option(
      "--logit-factor <x>",
      "what similarities are multiplied by before a softmax (default: 1, as published; for clip train in the paper form 100)",
      positive,
    )
    .option("--offline", "never use the network")
    .option("--threads <n>", "threads of the model; changes no result", whole(1, 256), 1);
  return withCommonOptions(withSeed(named));
}
