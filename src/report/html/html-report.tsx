import { createHash } from "node:crypto";
import { renderToStaticMarkup } from "react-dom/server";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { Page } from "./page.tsx";
import type { SampleSelection } from "./sample-selection.ts";

/**
 * The audit as one HTML page that needs nothing else: it opens from disk and makes no request, which its content policy enforces. Whatever names
 * and texts hold is shown as text. Equal arguments give equal bytes. Some 0.2 to 4 MB.
 *
 * @param selection rows of samples, from `sampleSelection`
 */
export function htmlReport(result: AuditResult, selection: SampleSelection): string {
  const policy = `default-src 'none'; style-src ${hashOf(pageStyle)}; script-src ${hashOf(pageScript)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${renderToStaticMarkup(<Page result={result} selection={selection} policy={policy} />)}\n`;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
