import { type Command, InvalidArgumentError, Option } from "commander";
import { UserError } from "../../text/user-error.ts";
import type { CnnEvalOptions, CnnTrainOptions, CnnTableOptions } from "../cnn/cnn-options.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { namesList, part, positive, whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `cnn eval|train|table`: image classifiers made invariant to turns and mirrors. */
export function registerCnn(cnn: Command, session: Session): void {
  cnn.argument("[action]").action((action: string | undefined) => {
    const found = action === undefined ? "nothing" : `"${action}"`;
    throw new UserError(
      `cnn: expected eval, train or table but found ${found}. Try: evenhand cnn eval --data FOLDER_OF_CLASSES.`,
    );
  });
  registerEval(cnn.command("eval").description("accuracy on images as they are and turned, by every method"), session);
  registerTrain(
    cnn.command("train").description("train a λ-network, a head, or a whole small network, for images that are turned"),
    session,
  );
  registerTable(
    cnn.command("table").description("every method on one or more models, with the published figures: report, charts"),
    session,
  );
}

function registerEval(command: Command, session: Session): void {
  withImageOptions(command)
    .option("--methods <names>", "base, equitune, equizero, equizero-entropy, equizero-inverted, lambda", namesList, [
      "base",
      "equitune",
      "equizero",
    ])
    .option("--trained <folder>", "a head, λ-network or both that cnn train wrote")
    .option("--per-batch <n>", "so many images in a row are turned alike, as by the published CLIP code", whole(1), 1)
    .addOption(
      new Option("--frames <on>", "see an image and its copies in one order: equal to the last bit")
        .choices(["on", "off"])
        .default("on"),
    )
    .action(async (options: CnnEvalOptions) => {
      const { evalCnn } = await import("../cnn/eval-cnn.ts");
      await evalCnn(options, asAsked(session.terminal, options));
    });
}

function registerTrain(command: Command, session: Session): void {
  withRecipe(withImageOptions(command))
    .requiredOption("--out <folder>", "where the result goes")
    .addOption(
      new Option("--method <name>", "how the sides are folded while training")
        .choices(["base", "equitune", "equizero", "equizero-entropy", "lambda"])
        .default("lambda"),
    )
    .addOption(
      new Option("--what <part>", "the last layer from chance, the λ-network, both, or all weights of a mini-cnn")
        .choices(["head", "lambda", "both", "all"])
        .default("lambda"),
    )
    .action(async (options: CnnTrainOptions) => {
      const { trainCnn } = await import("../cnn/train-cnn.ts");
      await trainCnn(options, asAsked(session.terminal, options));
    });
}

function registerTable(command: Command, session: Session): void {
  withCommonOptions(withRunOptions(withRecipe(command), 32))
    .requiredOption("--data <folder>", "test images, a sub-folder a class")
    .requiredOption("--training <folder>", "training images, likewise, for heads and λ-networks")
    .requiredOption("--out <folder>", "where the report goes; a run that was stopped goes on from there")
    .option("--models <names>", "bundled names, .onnx files, folders or hub ids", namesList, ["mini-cnn"])
    .option(...groupOption)
    .option("--limit <n>", "only so many test images, spread over the classes", whole(1))
    .option("--training-limit <n>", "only so many training images", whole(1))
    .option("--seeds <list>", "of the trainings; images are turned by the first", namesList, ["0", "1", "2"])
    .action(async (options: CnnTableOptions) => {
      const { tableOfCnn } = await import("../cnn/table-cnn.ts");
      await tableOfCnn(options, asAsked(session.terminal, options));
    });
}

/** How a classifier is run: changes no result. A pass holds `batch` images unless told otherwise. */
const withRunOptions = (command: Command, batch: number): Command =>
  command
    .option("--offline", "never use the network")
    .option("--threads <n>", "threads of the model (default: 1)", whole(1, 256))
    .option(
      "--batch-size <n>",
      "images in one pass of the model, each from all its sides; changes no result",
      whole(1, 4096),
      batch,
    );

/** How heads and networks are trained: the published recipe unless told otherwise. */
const withRecipe = (command: Command): Command =>
  command
    .option("--epochs <n>", "times that every image is seen", whole(1, 10_000), 10)
    .option("--batch <n>", "images of a step", whole(1, 4096), 4)
    .option("--rate <x>", "learning rate; momentum is 0.9", positive, 1e-3)
    .option("--held <share>", "share of each class, its last images, that chooses the epoch", part, 0.1);

const groupOption = [
  "--group <name>",
  "what turns the images: rot90, flip, rot180, d4, or a product of those that commute, such as flip+rot180",
  "rot90",
] as const;

function withImageOptions(command: Command): Command {
  const named = command
    .requiredOption("--data <folder>", "images, a sub-folder a class")
    .option(
      "--model <name>",
      "mini-cnn (bundled), an .onnx file, a folder (Hugging Face layout), or a hub id",
      "mini-cnn",
    )
    .option(...groupOption)
    .option("--classes <names>", "sub-folders in the order of the model's outputs", namesList)
    .option("--limit <n>", "only so many images, spread over the classes", whole(1))
    .option("--mean <r,g,b>", "what images are normalised by (default: as the model says, else ImageNet's)", three)
    .option("--deviation <r,g,b>", "likewise", three)
    .addOption(new Option("--channels <order>", "order of the model's channels").choices(["rgb", "bgr"]).default("rgb"))
    .option("--size <n>", "side of the model's images, in pixels", whole(1, 4096))
    .option("--features <name>", 'the output that the last layer reads (default: "features")');
  return withCommonOptions(withRunOptions(withSeed(named), 128));
}

/** Reads three numbers with commas between. */
function three(text: string): readonly number[] {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (numbers.length !== 3 || !numbers.every(Number.isFinite))
    throw new InvalidArgumentError("Expected three numbers with commas between, such as 0.485,0.456,0.406.");
  return numbers;
}
