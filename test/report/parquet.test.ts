import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import { parquetReport } from "../../src/report/parquet.ts";
import type { ReportFile } from "../../src/report/report-file.ts";
import { tidyTables } from "../../src/report/tidy-tables.ts";
import { bytesOf, samplesOf, smallAudit } from "./small-audit.ts";

const { result, texts } = smallAudit();

const buffer = async (file: ReportFile | undefined) => {
  if (file === undefined) throw new Error("Expected a file of that name.");
  return new Uint8Array(await bytesOf(file)).buffer;
};
const fileOf = (name: string, samples = samplesOf(texts)) =>
  buffer(parquetReport(result, samples).find(({ path }) => path === `parquet/${name}.parquet`));

it("gives the texts back, with their labels and scores", async () => {
  const rows = await parquetReadObjects({ file: await fileOf("samples") });
  expect(
    rows.map(({ id, text, sample, masked_label, masked_negative }) => [
      id,
      text,
      sample,
      masked_label,
      masked_negative,
    ]),
  ).toEqual(
    texts.map(({ id, text, sample, regard }) => [
      id,
      text,
      BigInt(sample),
      regard.masked?.label,
      regard.masked?.scores?.negative,
    ]),
  );
});

it("gives the tables back, nulls and all", async () => {
  for (const name of ["cells", "templates", "contrasts"]) {
    const table = tidyTables(result).find((one) => one.name === name);
    const rows = await parquetReadObjects({ file: await fileOf(name) });
    expect(rows.map((row) => table?.columns.map((column) => row[column] ?? null))).toEqual(table?.rows);
  }
});

it("holds numbers of samples as large as imports make them", async () => {
  const [text] = texts;
  const rows = await parquetReadObjects({
    file: await fileOf("samples", samplesOf([{ ...text!, sample: Number.MAX_SAFE_INTEGER }])),
  });
  expect(rows[0]?.["sample"]).toBe(BigInt(Number.MAX_SAFE_INTEGER));
});

it("is a whole file without texts", async () => {
  expect(await parquetReadObjects({ file: await fileOf("samples", samplesOf([])) })).toEqual([]);
});

it("is written in groups, so that memory does not grow with the audit", async () => {
  const [text] = texts;
  let waiting = 0;
  let most = 0;
  const samples = async function* () {
    for (let i = 0; i < 45_000; i++) {
      most = Math.max(most, ++waiting);
      yield { ...text!, sample: i };
    }
  };
  const file = parquetReport(result, samples).find(({ path }) => path.endsWith("samples.parquet"));
  const pieces: Uint8Array[] = [];
  const content = file?.content ?? "";
  if (typeof content === "string") throw new Error("Expected bytes in pieces.");
  for await (const piece of content) {
    pieces.push(piece);
    waiting = 0;
  }
  const bytes = new Uint8Array(Buffer.concat(pieces)).buffer;
  expect(most).toBeLessThanOrEqual(20_001);
  expect(parquetMetadata(bytes).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([20_000, 20_000, 5000]);
  const rows = await parquetReadObjects({ file: bytes, columns: ["sample"] });
  expect(rows.every(({ sample }, i) => sample === BigInt(i))).toBe(true);
});
