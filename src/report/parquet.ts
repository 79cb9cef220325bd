import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { AuditResult } from "../audit/result/audit-result.ts";
import type { ReportFile, Samples } from "./report-file.ts";
import { sampleColumns } from "./sample-columns.ts";
import { type TidyTable, tidyTables, type Value } from "./tidy-tables.ts";

/** A group ends at so many rows or characters: no more is in memory at once. */
const mostRows = 20_000;
const mostCharacters = 16_000_000;

/** The texts, exactly as they are, and the tables of labels and contrasts. Texts are read as the file is written, a row group at a time. */
export function parquetReport(result: AuditResult, samples: Samples): readonly ReportFile[] {
  const tables = tidyTables(result)
    .filter(({ name }) => name === "cells" || name === "templates" || name === "contrasts")
    .map((table) => ({ path: `parquet/${table.name}.parquet`, content: tableParquet(table) }));
  return [...tables, { path: "parquet/samples.parquet", content: samplesParquet(samples) }];
}

/** A column before its values are known. */
type Column = Omit<ColumnSource, "data">;

async function* samplesParquet(samples: Samples): AsyncGenerator<Uint8Array> {
  const file = parquetFile(sampleColumns.map(({ name, type }) => ({ name, type, nullable: true })));
  let rows: (readonly Value[])[] = [];
  let characters = 0;
  for await (const text of samples()) {
    rows.push(sampleColumns.map(({ value }) => value(text)));
    characters += text.text.length;
    if (rows.length < mostRows && characters < mostCharacters) continue;
    yield file.group(rows);
    rows = [];
    characters = 0;
  }
  if (rows.length > 0) yield file.group(rows);
  yield file.end();
}

async function* tableParquet({ columns, rows }: TidyTable): AsyncGenerator<Uint8Array> {
  const file = parquetFile(columns.map((name, i) => ({ name, type: typeOf(rows, i), nullable: true })));
  yield file.group(rows);
  yield file.end();
}

/** Numbers are DOUBLE throughout: whether a share happens to be whole must not decide its type. */
function typeOf(rows: readonly (readonly Value[])[], column: number): "STRING" | "DOUBLE" | "BOOLEAN" {
  const types = new Set(rows.map((row) => typeof row[column]));
  if (types.has("string")) return "STRING";
  return types.has("boolean") ? "BOOLEAN" : "DOUBLE";
}

const stored = (value: Value, type: Column["type"]) =>
  type === "INT64" && typeof value === "number" ? BigInt(value) : value;

/** Writes into memory and hands out what each group adds. */
function parquetFile(columns: readonly Column[]) {
  const bytes = new ByteWriter();
  const empty = columns.map((column) => ({ ...column, data: [] }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: empty }),
    createdBy: "evenhand",
  });
  const taken = () => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  return {
    group(rows: readonly (readonly Value[])[]): Uint8Array {
      const columnData = columns.map((column, i) => ({
        ...column,
        data: rows.map((row) => stored(row[i] ?? null, column.type)),
      }));
      void writer.write({ columnData, rowGroupSize: Math.max(1, rows.length) });
      return taken();
    },
    end(): Uint8Array {
      void writer.finish();
      return taken();
    },
  };
}
