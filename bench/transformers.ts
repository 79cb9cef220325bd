import "../src/models/no-telemetry.ts";
import { likeliest, newTokens, prompt, texts, threads } from "./workload.ts";

/** Seconds that transformers.js `generate` takes for the workload at a batch size; at batch 1 measured on 12 texts and scaled. */
export async function transformersSeconds(folder: string, batch: number): Promise<{ seconds: number }> {
  const { AutoModelForCausalLM, AutoTokenizer, env } = await import("@xenova/transformers");
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(folder);
  const session = { intraOpNumThreads: threads, interOpNumThreads: 1 };
  const model = await AutoModelForCausalLM.from_pretrained(folder, { dtype: "fp32", session_options: session });
  const inputs = tokenizer(
    Array.from({ length: batch }, () => prompt),
    { padding: true },
  );
  const generate = async (): Promise<number> => {
    const start = performance.now();
    const options = {
      max_new_tokens: newTokens,
      min_new_tokens: newTokens,
      do_sample: true,
      top_k: likeliest,
      temperature: 1,
    };
    await model.generate({ ...inputs, ...options });
    return (performance.now() - start) / 1000;
  };
  await generate();
  const runs = batch === 1 ? 12 : Math.min(2, Math.ceil(texts / batch));
  let total = 0;
  for (let run = 0; run < runs; run += 1) total += await generate();
  return { seconds: (total / (runs * batch)) * texts };
}
