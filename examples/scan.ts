import { onnxRunner } from "../src/models/graph-runner.ts";
import { readTokens } from "../src/networks/seq2seq/decode.ts";
import { methodNames, scanModel } from "../src/pipelines/scan/methods.ts";
import { openScanNetwork } from "../src/pipelines/scan/open-network.ts";
import { scanSymmetry } from "../src/scan/symmetry.ts";
import { actionWords, commandWords, encodeWords } from "../src/scan/vocabulary.ts";

/** A network that has only ever seen "jump" alone is asked to jump in company, with and without symmetry: `npx tsx examples/scan.ts`. */
const network = await openScanNetwork({ split: "add_jump", cell: "lstm" }, onnxRunner);
const commands = ["jump twice", "run and jump left", "jump opposite right after walk thrice"];
for (const method of methodNames) {
  const model = scanModel(network.decoder, network.values, method, scanSymmetry("add_jump"));
  const outputs = await model(commands.map((command) => encodeWords(commandWords, command.split(" "))));
  for (const [i, output] of outputs.entries()) {
    const actions = readTokens(output, actionWords.words.length).map((token) => actionWords.words[token]);
    console.log(`${method.padEnd(9)} ${commands[i]}: ${actions.join(" ")}`);
  }
}
await network.decoder.close();
