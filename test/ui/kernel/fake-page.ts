import { PassThrough, Writable } from "node:stream";
import type { AppTerminal } from "../../../src/ui/kernel/run-app.tsx";

/** Something that was written to the page, and when, in milliseconds. */
export interface Written {
  readonly text: string;
  readonly at: number;
  /** Whether keys came one by one, not echoed, as it was written. */
  readonly isRaw: boolean;
}

/** A terminal that is no terminal: keys go in, and what is written is kept. */
export interface FakePage {
  readonly terminal: AppTerminal;
  readonly written: readonly Written[];
  /** Types what a terminal sends for keys. */
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** The first text that is written after `from` milliseconds and holds `text`. Throws after ten seconds. */
  waitFor(text: string | RegExp, from?: number): Promise<Written>;
}

const patience = 10_000;

/** Opens a page of so many cells. */
export function fakePage(columns: number, rows: number): FakePage {
  const written: Written[] = [];
  const hearers = new Set<() => void>();
  let isRaw = false;
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(raw: boolean) {
      isRaw = raw;
      return stdin;
    },
    ref: () => stdin,
    unref: () => stdin,
  });
  const stdout = Object.assign(
    new Writable({
      write(chunk: Buffer, _, done) {
        written.push({ text: chunk.toString(), at: performance.now(), isRaw });
        hearers.forEach((hear) => hear());
        done();
      },
    }),
    { isTTY: true, columns, rows },
  );
  return {
    terminal: {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
      plain: true,
      screenReader: false,
    },
    written,
    type: (text) => void stdin.write(text),
    resize(width, height) {
      Object.assign(stdout, { columns: width, rows: height });
      stdout.emit("resize");
    },
    waitFor(text, from = 0) {
      const holds = ({ text: seen, at }: Written): boolean =>
        at >= from && (typeof text === "string" ? seen.includes(text) : text.test(seen));
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = written.find(holds);
          if (found === undefined) return;
          hearers.delete(look);
          clearTimeout(late);
          resolve(found);
        };
        const late = setTimeout(() => {
          hearers.delete(look);
          reject(
            new Error(`Waited in vain for ${String(text)}. The last frame is:\n${written.at(-1)?.text ?? "none"}`),
          );
        }, patience);
        hearers.add(look);
        look();
      });
    },
  };
}
