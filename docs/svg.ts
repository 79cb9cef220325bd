import stringWidth from "string-width";

interface Style {
  readonly colour: string;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

const cell = { width: 8.4, height: 18 };
const margin = 16;
const foreground = "#d8dee9";
const background = "#20242c";
const colours: Readonly<Record<number, string>> = {
  31: "#f07178",
  32: "#a3d977",
  33: "#ffcb6b",
  34: "#82aaff",
  35: "#d4a5f0",
  36: "#7fd5ea",
  39: foreground,
};
/** A change of style, captured so that split() keeps it; terminals put several into one. */
const change = /(\p{Cc}\[[\d;]*m)/u;
const start: Style = { colour: foreground, bold: false, faint: false, underline: false, inverse: false };

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
          style = run.slice(2, -1).split(";").map(Number).reduce(restyle, style);
          return "";
        }
        const at = column;
        column += stringWidth(run);
        const block = style.inverse ? drawBlock(stringWidth(run), at, row, style) : "";
        return run.trim() === "" ? block : block + drawRun(run, at, row, style);
      })
      .join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
    ...drawn.filter((line) => line !== ""),
    "</svg>",
    "",
  ].join("\n");
}

function drawBlock(cells: number, column: number, row: number, { colour }: Style): string {
  const [x, y] = [margin + column * cell.width, margin + row * cell.height];
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(cells * cell.width).toFixed(1)}" height="${cell.height}" fill="${colour}"/>`;
}

function drawRun(run: string, column: number, row: number, style: Style): string {
  const lead = run.length - run.trimStart().length;
  const shown = run.trim();
  const attributes = [
    `x="${(margin + (column + lead) * cell.width).toFixed(1)}"`,
    `y="${(margin + (row + 0.75) * cell.height).toFixed(1)}"`,
    `fill="${style.inverse ? background : style.colour}"`,
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
  if (code === 7) return { ...style, inverse: true };
  if (code === 27) return { ...style, inverse: false };
  if (code === 24) return { ...style, underline: false };
  return { ...style, colour: colours[code] ?? style.colour };
}

const escapeMarkup = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
