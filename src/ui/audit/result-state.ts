import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Contrast } from "../../audit/result/contrast.ts";
import type { Place } from "../../audit/result/interval.ts";
import type { SampleSelection } from "../../report/html/sample-selection.ts";
import type { LineEdit } from "../kernel/line-edit.ts";

/** The parts of a result, in the order of their keys 1 to 5. */
export const sections = ["verdicts", "contrasts", "samples", "quality", "files"] as const;
export type Section = (typeof sections)[number];

/** A row of the contrasts: a place, or a contrast in it. */
export type ContrastRow =
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "contrast"; readonly contrast: Contrast };

/** A finished audit as it is read. */
export interface ResultState {
  readonly folder: string;
  readonly result: AuditResult;
  readonly files: readonly string[];
  /** Undefined until they are read. */
  readonly samples: SampleSelection | undefined;
  readonly section: Section;
  /** The first line in sight; of samples, the row of counterparts. */
  readonly top: number;
  /** Contrasts that were not declared, too. */
  readonly showsAll: boolean;
  readonly rows: readonly ContrastRow[];
  /** Whether the content warning was read. */
  readonly isRevealed: boolean;
  /** What is being searched, and what was. */
  readonly typing: LineEdit | undefined;
  readonly sought: string;
}

/** A result that was just opened. */
export const resultOf = (folder: string, result: AuditResult, files: readonly string[]): ResultState => ({
  folder,
  result,
  files,
  samples: undefined,
  section: "verdicts",
  top: 0,
  showsAll: false,
  rows: contrastRows(result, false),
  isRevealed: false,
  typing: undefined,
  sought: "",
});

/** The contrasts in the view that was declared, each place with a heading: those that were declared, or all. */
export function contrastRows({ contrasts, config }: AuditResult, showsAll: boolean): readonly ContrastRow[] {
  const rows: ContrastRow[] = [];
  let before = "";
  for (const contrast of contrasts) {
    if (contrast.view !== config.analysis.view || !(showsAll || contrast.declared)) continue;
    const { words, context, decoder } = contrast;
    const place = { words, context, decoder };
    const name = JSON.stringify(place);
    if (name !== before) rows.push({ kind: "place", place });
    before = name;
    rows.push({ kind: "contrast", contrast });
  }
  return rows;
}
