import { samplesCsv } from "../report/csv.ts";
import type { TextSample } from "./text-sample.ts";

/** Texts as a CSV table in pieces, with the columns of an audit's samples. What a typed prompt has not stays empty. */
export const textTable = (samples: AsyncIterable<TextSample> | Iterable<TextSample>): AsyncGenerator<Uint8Array> =>
  samplesCsv(rows(samples));

async function* rows(samples: AsyncIterable<TextSample> | Iterable<TextSample>) {
  for await (const sample of samples) {
    const { words, context, template, demographic } = sample;
    yield {
      ...sample,
      words: words.join("+"),
      context: context ?? "",
      template: template ?? "",
      demographic: demographic ?? "",
    };
  }
}
