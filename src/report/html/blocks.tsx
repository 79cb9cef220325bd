import type { ReactNode } from "react";
import { type Block, type Document, type Inline, inlines, type Line } from "../document/document.ts";
import { verdictLabels } from "../verdict-sentence.ts";
import { Foreign } from "./foreign.tsx";

type Heading = Extract<Block, { kind: "heading" }>;
type Table = Extract<Block, { kind: "table" }>;

/**
 * A document as parts of the page. Its heading of level 2 is left out, since the section has it.
 *
 * @param label what its tables are about, for those who cannot see where they stand
 */
export function Blocks({ blocks, label }: { readonly blocks: Document; readonly label: string }) {
  return blocks.map((block, index) => <OneBlock key={`${block.kind} ${index}`} block={block} label={label} />);
}

function OneBlock({ block, label }: { readonly block: Block; readonly label: string }): ReactNode {
  switch (block.kind) {
    case "heading":
      return <OneHeading heading={block} />;
    case "paragraph":
      return <p>{text(block.text)}</p>;
    case "list":
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>{text(item)}</li>
          ))}
        </ul>
      );
    case "command":
      return <Command text={block.text} />;
    case "table":
      return <DataTable table={block} label={label} />;
    default:
      return block satisfies never;
  }
}

const OneHeading = ({ heading }: { readonly heading: Heading }) =>
  heading.level === 3 ? <h3>{text(heading.text)}</h3> : null;

/** A command with a button that copies it. */
function Command({ text }: { readonly text: string }) {
  return (
    <div className="command">
      <pre tabIndex={0}>
        <code>
          <Foreign text={text} most={4000} />
        </code>
      </pre>
      <button type="button" className="copy" hidden>
        Copy
      </button>
    </div>
  );
}

/** The first column that holds words is each row's heading. */
function DataTable({ table, label }: { readonly table: Table; readonly label: string }) {
  return (
    <div className="scroll" role="group" aria-label={label} tabIndex={0}>
      <table>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {table.columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber === true ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <Cell
                  key={table.columns[column]?.title ?? ""}
                  cell={cell}
                  isNumber={table.columns[column]?.isNumber === true}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Cell = ({ cell, isNumber }: { readonly cell: Line; readonly isNumber: boolean }) => (
  <td className={isNumber ? "number" : undefined}>{text(cell)}</td>
);

const text = (line: Line) => inlines(line).map((piece, index) => <Piece key={index} piece={piece} />);

function Piece({ piece }: { readonly piece: Inline }) {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return <strong className={lookOf(piece.strong)}>{piece.strong}</strong>;
  if ("code" in piece) {
    return (
      <code>
        <Foreign text={piece.code} most={4000} />
      </code>
    );
  }
  return <Foreign text={piece.foreign} />;
}

/** Verdicts have a sign of their own. */
function lookOf(strong: string): string | undefined {
  const verdict = Object.entries(verdictLabels).find(([, label]) => label === strong);
  return verdict && `verdict ${verdict[0]}`;
}
