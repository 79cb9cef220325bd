import { wilson } from "../../audit/statistics/wilson.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { methodAccuracy, partExamples } from "../../pipelines/scan/evaluate.ts";
import { type MethodName, methodsOf } from "../../pipelines/scan/methods.ts";
import { openScanNetwork } from "../../pipelines/scan/open-network.ts";
import { palette } from "../../report/paint.ts";
import { scanSymmetry } from "../../scan/symmetry.ts";
import { pad } from "../../text/layout.ts";
import type { ScanEvalOptions } from "./scan-options.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";
import { groupFor } from "./group-for.ts";

/** Measures each method and writes one line for each; with --json one object with all. */
export async function scanEval(options: ScanEvalOptions, terminal: Terminal): Promise<void> {
  const { split, cell, checkpoint, part, group, limit, threads } = options;
  const kind = groupFor(split, group);
  const network = await openScanNetwork(
    { split, cell, checkpoint },
    { load: (model) => onnxRunner.load(model, { threads }) },
  );
  try {
    const loss = options.loss ?? network.settings.finetune?.loss ?? "perStepMean";
    const symmetry = scanSymmetry(split, kind);
    const examples = partExamples(network.settings, part, limit);
    const methods: Partial<Record<MethodName, object>> = {};
    for (const method of options.methods ?? methodsOf(network.settings)) {
      const progress = progressOn(terminal, { label: `Decoding ${method}`, unit: "commands", total: examples.length });
      const { right, count } = await methodAccuracy(network, { method, symmetry, loss }, examples, (done) =>
        progress.update(done),
      );
      progress.end();
      const estimate = wilson(right, count, 0.95);
      methods[method] = { correct: right, n: count, accuracy: estimate.value, low: estimate.low, high: estimate.high };
      if (options.json !== true) await terminal.write(sentence(method, right, count, terminal));
    }
    if (options.json !== true) return;
    const { name, order } = symmetry.commands.group;
    const about = { split, cell, seed: network.settings.seed, part, n: examples.length, group: { name, order }, loss };
    await terminal.write(`${JSON.stringify({ ...about, level: 0.95, methods })}\n`);
  } finally {
    await network.decoder.close();
  }
}

const share = (x: number | null): string => ((x ?? 0) * 100).toFixed(1);

function sentence(method: MethodName, right: number, count: number, terminal: Terminal): string {
  const { value, low, high } = wilson(right, count, 0.95);
  const name = pad(palette(terminal.plain).heading(method), 8);
  return `${name}  ${share(value).padStart(5)} %  [${share(low)}, ${share(high)}]  ${right} of ${count} commands exactly right\n`;
}
