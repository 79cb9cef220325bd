import type { PlotOptions } from "@observablehq/plot";
import { visibleStart } from "../../text/visible.ts";

/** A name short enough for an axis; the table behind the chart has the whole of it. */
export function shortName(name: string, most = 26): string {
  const shown = visibleStart(name, most + 1);
  return Array.from(shown).length <= most
    ? shown
    : `${Array.from(shown)
        .slice(0, most - 1)
        .join("")}…`;
}

/** Charts name their rows by number, since two foreign names can look alike. */
export const rowName = (index: number): string => String(index).padStart(4, "0");

/** The domain of as many rows. */
export const rowNames = (rows: readonly unknown[]): string[] => rows.map((_, index) => rowName(index));

/** 0.05 → "5", −0.05 → "−5": shares in percent, the unit is in the axis' title. */
export const hundredths = (value: number): string => {
  const text = String(Math.round(value * 1000) / 10);
  return text.replace("-", "−");
};

/** What all charts of the report share. */
export const base: PlotOptions = { marginTop: 26, marginBottom: 36, marginRight: 12 };
