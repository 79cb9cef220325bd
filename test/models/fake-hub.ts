import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the hub misbehaves at a request for a file: "stall" sends half of it and then nothing, "cut" hangs up there; undefined: not at all. */
export type Trouble = "cut" | "stall" | "wrong size" | "wrong hash" | 500 | 403 | undefined;

export interface FakeHub {
  readonly endpoint: string;
  /** Paths asked for, with the range where there was one. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const commit = "0123456789abcdef0123456789abcdef01234567";
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const gitHash = (bytes: Uint8Array): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

/**
 * A server on 127.0.0.1 with the hub's file layout: /api/models/ID, /ID/resolve/COMMIT/FILE (large files redirected to another path,
 * with size and hash in the first answer's headers), byte ranges. `trouble` is asked before each file is sent.
 */
export async function fakeHub(
  models: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>,
  trouble: (file: string, nth: number) => Trouble = () => undefined,
): Promise<FakeHub> {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://hub");
    asked.push(`${url.pathname}${request.headers.range === undefined ? "" : ` ${request.headers.range}`}`);
    const found = locate(url.pathname, models);
    if (found === undefined) return void response.writeHead(404).end("not found");
    if ("listing" in found)
      return void response.writeHead(200, { "content-type": "application/json" }).end(found.listing);
    const { file, bytes, direct } = found;
    const large = bytes.length > 1000;
    if (large && !direct) {
      const headers = {
        location: `/cdn${url.pathname}`,
        "x-linked-size": bytes.length,
        "x-linked-etag": `"${sha256(bytes)}"`,
        "x-repo-commit": commit,
      };
      return void response.writeHead(302, headers).end();
    }
    const nth = counts.get(file) ?? 0;
    counts.set(file, nth + 1);
    return send(request, response, bytes, trouble(file, nth), large ? {} : { etag: `"${gitHash(bytes)}"` });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Found = { listing: string } | { file: string; bytes: Uint8Array; direct: boolean };

function locate(
  path: string,
  models: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>,
): Found | undefined {
  for (const [id, files] of Object.entries(models)) {
    if (path === `/api/models/${id}`) {
      return {
        listing: JSON.stringify({ id, sha: commit, siblings: Object.keys(files).map((rfilename) => ({ rfilename })) }),
      };
    }
    const at = `/${id}/resolve/${commit}/`;
    const direct = path.startsWith("/cdn/");
    const plain = direct ? path.slice(4) : path;
    const bytes = plain.startsWith(at) ? files[plain.slice(at.length)] : undefined;
    if (bytes !== undefined) return { file: plain.slice(at.length), bytes, direct };
  }
  return undefined;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  trouble: Trouble,
  headers: Record<string, string>,
): void {
  if (typeof trouble === "number") return void response.writeHead(trouble).end();
  const start = rangeStart(request);
  if (start >= bytes.length && start > 0) return void response.writeHead(416).end();
  const body = Buffer.from(trouble === "wrong size" ? bytes.subarray(start, -7) : bytes.subarray(start));
  if (trouble === "wrong hash") body.writeUInt8(body.readUInt8(5) ^ 1, 5);
  response.writeHead(start > 0 ? 206 : 200, { ...headers, "content-length": body.length });
  if (trouble !== "cut" && trouble !== "stall") return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    if (trouble === "cut") setTimeout(() => response.destroy(), 20);
  });
}

const rangeStart = (request: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
