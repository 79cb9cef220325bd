import stringWidth from "string-width";

interface Style {
  readonly colour: string;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly underline: boolean;
}

const cell = { width: 8.4, height: 18 };
const margin = 16;
const foreground = "#d8dee9";
const colours: Readonly<Record<number, string>> = {
  31: "#f07178",
  32: "#a3d977",
  33: "#ffcb6b",
  35: "#d4a5f0",
  36: "#7fd5ea",
  39: foreground,
};
/** A change of style, captured so that split() keeps it. */
const change = /(\p{Cc}\[\d+m)/u;
const start: Style = { colour: foreground, bold: false, faint: false, underline: false };

/** A picture of what a terminal of `columns` cells shows, from text with colours. */
export function terminalPicture(text: string, columns: number): string {
  const lines = text.replace(/\n+$/u, "").split("\n");
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = Math.ceil(lines.length * cell.height + 2 * margin);
  let style = start;
  const drawn = lines.map((line, row) => {
    const runs = line.split(change);
    let column = 0;
    return runs
      .map((run) => {
        if (change.test(run)) {
          style = restyle(style, Number.parseInt(run.slice(2), 10));
          return "";
        }
        const at = column;
        column += stringWidth(run);
        return run.trim() === "" ? "" : drawRun(run, at, row, style);
      })
      .join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<rect width="100%" height="100%" rx="8" fill="#20242c"/>`,
    ...drawn.filter((line) => line !== ""),
    "</svg>",
    "",
  ].join("\n");
}

function drawRun(run: string, column: number, row: number, style: Style): string {
  const lead = run.length - run.trimStart().length;
  const shown = run.trim();
  const attributes = [
    `x="${(margin + (column + lead) * cell.width).toFixed(1)}"`,
    `y="${(margin + (row + 0.75) * cell.height).toFixed(1)}"`,
    `fill="${style.colour}"`,
    `textLength="${(stringWidth(shown) * cell.width).toFixed(1)}"`,
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.faint ? ['opacity="0.65"'] : []),
    ...(style.underline ? ['text-decoration="underline"'] : []),
  ];
  return `<text ${attributes.join(" ")} xml:space="preserve">${escapeMarkup(shown)}</text>`;
}

function restyle(style: Style, code: number): Style {
  if (code === 0) return start;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, faint: true };
  if (code === 22) return { ...style, bold: false, faint: false };
  if (code === 4) return { ...style, underline: true };
  if (code === 24) return { ...style, underline: false };
  return { ...style, colour: colours[code] ?? style.colour };
}

const escapeMarkup = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
