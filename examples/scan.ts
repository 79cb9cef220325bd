import {
  actionWords,
  commandWords,
  encodeWords,
  openScanNetwork,
  readTokens,
  scanMethods,
  scanModel,
  scanSymmetry,
} from "../src/index.ts"; // in your project: "evenhand"

/** A network that has only ever seen "jump" alone is asked to jump in company, with and without symmetry: `npx tsx examples/scan.ts`. */
const network = await openScanNetwork({ split: "add_jump", cell: "lstm" });
const commands = ["jump left", "jump right twice", "jump around left", "jump twice"]; // the last one stays beyond it
for (const method of scanMethods) {
  const model = scanModel(network.decoder, network.values, method, scanSymmetry("add_jump"));
  const outputs = await model(commands.map((command) => encodeWords(commandWords, command.split(" "))));
  for (const [i, output] of outputs.entries()) {
    const actions = readTokens(output, actionWords.words.length).map((token) => actionWords.words[token]);
    console.log(`${method.padEnd(9)} ${commands[i]}: ${actions.join(" ")}`);
  }
}
await network.decoder.close();
