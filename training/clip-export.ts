import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { readCheckpoint } from "../src/train/checkpoint.ts";
import { longest } from "./clip/batches.ts";
import { clipStep } from "./clip/step.ts";
import { trainedTowers } from "./clip/towers.ts";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { readCaptions } from "./clip/captions.ts";
import { readClipImages } from "./clip/data.ts";
import { imageShape, recipe, textShape } from "./clip/recipe.ts";

// Writes models/mini-clip from the checkpoint of training/clip.ts: npx tsx training/clip-export.ts.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/clip") },
    out: { type: "string", default: join(import.meta.dirname, "../models/mini-clip") },
  },
});

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

async function main(): Promise<void> {
  const { step, tensors } = readCheckpoint(await readFile(join(options.work, "checkpoint.safetensors")));
  const weights = (name: string): Float32Array => {
    const moments = tensors[name];
    if (moments === undefined) throw new Error(`the checkpoint has no tensor ${name}`);
    return moments.value;
  };
  const { classes, training } = await readClipImages(options.data, join(import.meta.dirname, "out"));
  const { captions, vocabulary, files: tokenizer } = await readCaptions(classes, options.work);
  const graph = clipStep(vocabulary, classes.length, longest(captions));
  const loaded = { ...graph, graph: await onnxRunner.load(graph.bytes) };
  const towers = await trainedTowers(loaded, weights, { training, captions, vocabulary });
  const text = textShape(vocabulary);
  const files: Record<string, string | Uint8Array> = {
    ...tokenizer,
    "config.json": pretty({
      model_type: "clip",
      architectures: ["CLIPModel"],
      projection_dim: text.features,
      logit_scale_init_value: weights("logit_scale")[0],
      text_config: {
        model_type: "clip_text_model",
        vocab_size: text.vocabulary,
        max_position_embeddings: text.positions,
        hidden_size: text.width,
        num_hidden_layers: text.layers,
        num_attention_heads: text.heads,
        hidden_act: "quick_gelu",
        bos_token_id: vocabulary - 2,
        eos_token_id: vocabulary - 1,
        pad_token_id: vocabulary - 1,
      },
      vision_config: { model_type: "clip_vision_model", image_size: imageShape.size, hidden_size: imageShape.width },
    }),
    "preprocessor_config.json": pretty({
      image_processor_type: "CLIPImageProcessor",
      do_resize: true,
      size: { shortest_edge: imageShape.size },
      resample: 3,
      do_center_crop: true,
      crop_size: { height: imageShape.size, width: imageShape.size },
      do_convert_rgb: true,
      do_rescale: true,
      rescale_factor: 1 / 255,
      do_normalize: true,
      image_mean: recipe.mean,
      image_std: recipe.deviation,
    }),
    "onnx/vision_model.onnx": towers.vision,
    "onnx/text_model.onnx": towers.text,
  };
  for (const [name, content] of Object.entries(files)) await writeAtomically(join(options.out, name), content);
  const size = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  console.log(`${options.out}: step ${step}, ${(size / 1e6).toFixed(2)} MB`);
}

await main();
