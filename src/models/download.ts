import { codeOf } from "../store/code-of.ts";
import {
  appendPartial,
  dropPartial,
  finishPartial,
  partialSize,
  type ExpectedFile,
  type OpenWriter,
} from "../store/partial-file.ts";
import type { Wait } from "../store/file-lock.ts";

/** What a download needs from outside. */
export interface DownloadTools {
  readonly fetch: typeof fetch;
  readonly wait: Wait;
  readonly openWriter: OpenWriter;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the download; `fetch` heeds it too. */
  readonly signal?: AbortSignal;
  /** Told after each chunk: bytes of the file that are there, and how many it has where that is known. */
  onBytes(done: number, total: number | undefined): void;
}

/** Why a download failed, for good. */
export type DownloadProblem =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "no network"; readonly reason: string }
  | { readonly kind: "cut"; readonly reason: string }
  | { readonly kind: "wrong size" | "wrong hash" }
  | { readonly kind: "disk full" | "no permission"; readonly path: string };

const attempts = 5;
const firstPauseMs = 500;

/** Downloads a URL to a path, going on where an earlier try stopped. Returns what went wrong, after several tries where trying helps; undefined where it is there. Throws the signal's reason where that aborts. */
export async function download(url: string, path: string, tools: DownloadTools): Promise<DownloadProblem | undefined> {
  let problem: DownloadProblem | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await tools.wait(firstPauseMs * 2 ** (attempt - 1));
    problem = await tryDownload(url, path, tools);
    if (problem === undefined || !isPassing(problem)) return problem;
  }
  return problem;
}

/** Whether it may go away by itself. */
export function isPassing(problem: DownloadProblem): boolean {
  if (problem.kind === "status")
    return problem.status >= 500 || problem.status === 429 || problem.status === 408 || problem.status === 416;
  return problem.kind === "cut" || problem.kind === "wrong size" || problem.kind === "wrong hash";
}

async function tryDownload(url: string, path: string, tools: DownloadTools): Promise<DownloadProblem | undefined> {
  const before = await partialSize(path);
  const range: Record<string, string> = before > 0 ? { range: `bytes=${before}-` } : {};
  try {
    const { response, expected } = await request(url, { ...tools.headers, ...range }, tools.fetch);
    if (response.ok && response.body !== null)
      return await receive(response, response.body, expected, path, before, tools);
    await response.body?.cancel();
    if (response.status === 416) await dropPartial(path);
    return { kind: "status", status: response.status };
  } catch (error) {
    tools.signal?.throwIfAborted();
    return problemOf(error, path);
  }
}

/** Puts a body behind the `before` bytes that are there, or, where the server sent the file from its start, in their place. */
async function receive(
  { status, headers }: Response,
  body: AsyncIterable<Uint8Array>,
  expected: ExpectedFile,
  path: string,
  before: number,
  tools: DownloadTools,
): Promise<DownloadProblem | undefined> {
  if (status !== 206) await dropPartial(path);
  let done = status === 206 ? before : 0;
  const total = expected.size ?? totalOf(headers, done);
  const count = (bytes: number): void => tools.onBytes((done += bytes), total);
  await appendPartial(path, body, count, tools.openWriter);
  if (total !== undefined && done < total) return { kind: "cut", reason: `${done} of ${total} bytes came` };
  const verdict = await finishPartial(path, total === undefined ? expected : { ...expected, size: total });
  return verdict === "fine" ? undefined : { kind: verdict };
}

/** Follows redirects by hand: size and hash stand in the headers of the first answer, and the hub's token must not travel to another host. */
async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  fetcher: typeof fetch,
): Promise<{ response: Response; expected: ExpectedFile }> {
  let expected: ExpectedFile = {};
  let at = new URL(url);
  for (let hop = 0; hop < 6; hop += 1) {
    const { authorization = "", ...others } = headers;
    const own = authorization !== "" && at.host === new URL(url).host ? { authorization } : {};
    const response = await fetcher(at, {
      headers: { "accept-encoding": "identity", ...others, ...own },
      redirect: "manual",
    });
    if (hop === 0) expected = expectedOf(response.headers);
    const next = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || next === null) return { response, expected };
    await response.body?.cancel();
    at = new URL(next, at);
  }
  throw new Error("more than five redirects");
}

/** What the hub says of a file: the size and sha256 of a large one, the git hash of a small one. */
function expectedOf(headers: Headers): ExpectedFile {
  const size = headers.get("x-linked-size");
  const tag = (headers.get("x-linked-etag") ?? headers.get("etag") ?? "").replace(/^W\//, "").replaceAll('"', "");
  const hash = /^([0-9a-f]{64}|[0-9a-f]{40})$/.test(tag) ? tag : undefined;
  return { ...(size === null ? {} : { size: Number(size) }), ...(hash === undefined ? {} : { hash }) };
}

function totalOf(headers: Headers, before: number): number | undefined {
  const length = headers.get("content-length");
  return length === null ? undefined : before + Number(length);
}

const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const full: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const forbidden: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS"]);

/** What an error of the network or the disk means. */
export function problemOf(error: unknown, path: string): DownloadProblem {
  const { code, message } = rootOf(error);
  if (full.has(code)) return { kind: "disk full", path };
  if (forbidden.has(code)) return { kind: "no permission", path };
  return { kind: unreachable.has(code) ? "no network" : "cut", reason: code === "" ? message : code };
}

/** The code and message of what is behind an error: fetch hides its reason in `cause`. */
function rootOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AggregateError) return rootOf(error.errors[0]);
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = codeOf(error);
  return code === "" && error.cause !== undefined ? rootOf(error.cause) : { code, message: error.message };
}
