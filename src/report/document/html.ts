import { createElement as element, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { harmlessStart } from "../../text/harmless.ts";
import { type Block, type Document, type Inline, inlines, type Line } from "./document.ts";

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #8888; padding: 0.3rem 0.7rem; text-align: left; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
pre { border: 1px solid #8888; overflow-x: auto; padding: 0.7rem; }
`;

/** A document as a self-contained page without scripts, which may load nothing. */
export function htmlOf(document: Document, title: string): string {
  const page = element(
    "html",
    { lang: "en" },
    element(
      "head",
      null,
      element("meta", { charSet: "utf-8" }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      element("meta", {
        httpEquiv: "Content-Security-Policy",
        content: "default-src 'none'; style-src 'unsafe-inline'",
      }),
      element("title", null, title),
      element("style", { dangerouslySetInnerHTML: { __html: style } }),
    ),
    element("body", null, element("main", null, ...document.map(block))),
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}

function block(block: Block): ReactNode {
  switch (block.kind) {
    case "heading":
      return element(`h${block.level}`, null, ...text(block.text));
    case "paragraph":
      return element("p", null, ...text(block.text));
    case "list":
      return element("ul", null, ...block.items.map((item) => element("li", null, ...text(item))));
    case "command":
      return element("pre", null, element("code", null, harmlessStart(block.text, 4000)));
    case "table":
      return table(block);
    default:
      return block satisfies never;
  }
}

function table({ columns, rows }: Extract<Block, { kind: "table" }>): ReactNode {
  const look = (column: number) => (columns[column]?.isNumber === true ? { className: "number" } : null);
  const head = columns.map(({ title }, i) => element("th", { scope: "col", ...look(i) }, title));
  const body = rows.map((cells) =>
    element("tr", null, ...cells.map((cell, i) => element("td", look(i), ...text(cell)))),
  );
  return element("table", null, element("thead", null, element("tr", null, ...head)), element("tbody", null, ...body));
}

const text = (line: Line): readonly ReactNode[] => inlines(line).map(inline);

function inline(piece: Inline): ReactNode {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return element("strong", null, piece.strong);
  if ("code" in piece) return element("code", null, harmlessStart(piece.code, 4000));
  return element("bdi", null, harmlessStart(piece.foreign, 200));
}
