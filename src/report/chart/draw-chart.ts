import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** What a chart is called, and the element of the page that describes it. */
export interface ChartName {
  readonly title: string;
  readonly describedBy: string;
}

interface Drawn {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: "style"): { remove(): void } | null;
}

/**
 * A chart as SVG that a page with a strict content policy may hold: no style element and no style attribute, colours by the page's variables,
 * coordinates in hundredths. Equal options give equal bytes.
 */
export function drawChart(options: PlotOptions, { title, describedBy }: ChartName): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot({ ...options, document }) as unknown as Drawn;
  svg.querySelector("style")?.remove();
  for (const name of ["class", "font-family", "font-size"]) svg.removeAttribute(name);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-describedby", describedBy);
  const [open = "", ...rest] = svg.outerHTML.split(/(?<=>)/u);
  const named = open.replace("<svg", `<svg aria-label="${attribute(title)}"`);
  return [named, ...rest].map(shortNumbers).join("");
}

const attribute = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Foreign names stand between tags, where they are left as they are. */
const shortNumbers = (piece: string) =>
  piece.replace(/<[^<>]*>$/u, (tag) => tag.replace(/(\d+\.\d{2})\d+/gu, (_, kept: string) => String(Number(kept))));
