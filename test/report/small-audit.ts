import type { AuditedText } from "../../src/audit/audited-text.ts";
import type { AuditResult } from "../../src/audit/result/audit-result.ts";
import type { ReportFile, ReportSettings } from "../../src/report/report-file.ts";
import { auditFixture } from "./fixture.ts";

/** A tenth of the fixture: two demographics, one context, two decoders. Small enough for golden files of every format. */
export function smallAudit(): { result: AuditResult; texts: readonly AuditedText[] } {
  const { result, texts } = auditFixture();
  return { result: kept(result) as AuditResult, texts: texts.filter(isKept).slice(0, 12) };
}

/** Drops every row about something else, however deep. */
function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isKept).map(kept);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kept(inner)]));
}

const wanted: Readonly<Record<string, readonly string[]>> = {
  words: ["gender"],
  context: ["respect"],
  decoder: ["base", "r-equi"],
};
const isKept = (row: unknown): boolean =>
  typeof row !== "object" ||
  row === null ||
  Object.entries(row).every(([key, value]) => typeof value !== "string" || (wanted[key] ?? [value]).includes(value));

/** The same value with some strings replaced wherever they stand as a whole. */
export function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  const walk = (inner: unknown): unknown => {
    if (typeof inner === "string") return names.get(inner) ?? inner;
    if (Array.isArray(inner)) return inner.map(walk);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value) as T;
}

/** The texts as reports take them. */
export const samplesOf = (texts: readonly AuditedText[]) =>
  async function* () {
    yield* texts;
  };

export const noLimits: ReportSettings = { limits: {}, inconclusive: "skip" };

/** A file's content as one piece. */
export async function bytesOf({ content }: ReportFile): Promise<Uint8Array> {
  if (typeof content === "string") return Buffer.from(content);
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
export const textOf = async (file: ReportFile): Promise<string> => Buffer.from(await bytesOf(file)).toString();

/** Names that have done harm somewhere: markup, commands, formulas, controls, marks that turn or hide text, halves of characters. */
export const hostileNames: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "a|b",
  "a\\|b\\",
  "`` `code` ```",
  "[link](javascript:alert(1)) ![image](http://evil.example/x.png)",
  "http://evil.example www.evil.example me@evil.example @everyone #1",
  "*bold* _it_ ~~gone~~ $x^2$ &amp; &#64;",
  "# heading\n\n- item\r\n```\nfence",
  "=cmd|' /C calc'!A0",
  "+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  "\uFF1D1",
  '"quoted", with a comma',
  "\u001B[31mred\u001B]0;title\u0007\u009B2J",
  "\u202Eesrever\u202C \u2066iso\u2069",
  "zero\u200Bwidth\uFEFF\u00AD",
  "\0\u0001\u000B\u007F\u0085",
  "half \uD800 and \uDC00, none \uFFFE\uFFFF",
  "]]><!-- <?xml ?> --> &bogus;",
  "",
  "  ",
  "x".repeat(100_000),
  "日本語 👩‍🚀 e\u0301".repeat(50),
];
