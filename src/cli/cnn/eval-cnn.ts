import { type CnnMethod, cnnMethods } from "../../pipelines/cnn/cnn-method.ts";
import type { CnnCell, CnnDifference, CnnSideWeight } from "../../pipelines/cnn/cnn-result.ts";
import { type CnnResult, evaluateCnn } from "../../pipelines/cnn/evaluate-cnn.ts";
import { conditions } from "../../pipelines/cnn/evaluate-orbits.ts";
import { pad } from "../../text/layout.ts";
import { UserError } from "../../text/user-error.ts";
import type { CnnEvalOptions } from "./cnn-options.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";
import { cnnNames } from "./cnn-names.ts";

/** Measures a model on images as they are and turned; with --json the result is the last line. */
export async function evalCnn(options: CnnEvalOptions, terminal: Terminal): Promise<void> {
  const progress = progressOn(terminal, { label: "Seeing", unit: "images" });
  try {
    const result = await evaluateCnn(
      {
        ...cnnNames(options, terminal),
        methods: options.methods.map(methodNamed),
        perturbation: { seed: options.seed, perBatch: options.perBatch },
        frames: options.frames === "on",
        ...(options.trained === undefined ? {} : { trained: options.trained }),
      },
      (done, total) => progress.update(done, total),
    );
    progress.end();
    await terminal.write(options.json === true ? `${JSON.stringify(result)}\n` : shown(result));
  } finally {
    progress.end();
  }
}

function methodNamed(name: string): CnnMethod {
  const found = cnnMethods.find((method) => method === name);
  if (found === undefined)
    throw new UserError(
      `--methods: expected ${cnnMethods.join(", ")} but found "${name}". Choose some of those, with commas between.`,
    );
  return found;
}

function shown({ model, data, group, images, cells, differences, sides = [] }: CnnResult): string {
  const lines = [`${model} on ${images} images of ${data}, accuracy in % with its 95 % interval`, ""];
  lines.push(
    pad("", 20) +
      conditions.map((condition) => pad(condition === "plain" ? "as they are" : `moved by ${group}`, 24)).join(""),
  );
  for (const method of new Set(cells.map((cell) => cell.method))) {
    const own = conditions.map((condition) =>
      cells.find((cell) => cell.condition === condition && cell.method === method),
    );
    lines.push(pad(method, 20) + own.map((cell) => pad(cell === undefined ? "" : accuracy(cell), 24)).join(""));
  }
  const gains = differences.filter(({ condition }) => condition === "moved");
  if (gains.length > 0) lines.push("", `Gained when moved, in points, over the same images:`, ...gains.map(gain));
  if (sides.length > 0) lines.push("", "λ's weight of each side, mean (deviation):", ...sides.map(weight));
  return `${lines.join("\n")}\n`;
}

const percent = (value: number | null): string => (value === null ? "–" : (100 * value).toFixed(1));
const accuracy = ({ value, low, high }: CnnCell): string => `${percent(value)} (${percent(low)} to ${percent(high)})`;
const gain = ({ method, minus, value, low, high }: CnnDifference): string =>
  `${pad(`  ${method} over ${minus}`, 32)}${percent(value)} (${percent(low)} to ${percent(high)})`;
const weight = ({ side, mean, deviation }: CnnSideWeight): string =>
  `${pad(`  ${side}`, 20)}${mean.toFixed(3)} (${deviation.toFixed(3)})`;
