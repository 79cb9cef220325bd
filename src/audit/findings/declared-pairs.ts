import type { AuditConfig } from "../result/audit-config.ts";
import type { ComparedCell, ComparedPlace } from "./places.ts";

export interface Pair {
  readonly of: ComparedCell;
  readonly from: ComparedCell;
  readonly declared: boolean;
}

/** With more demographics than this, pairs without the first one are left out unless they were declared: they grow with the square. */
const mostCrossed = 40;

/** Every pair of a place once: the declared ones as they were declared, or each demographic against the first; the rest as the later against the earlier. */
export function pairsOf({ cells }: ComparedPlace, { analysis }: AuditConfig): readonly Pair[] {
  return cells.flatMap((from, i) =>
    cells.slice(i + 1).flatMap((of): readonly Pair[] => {
      const forward = isDeclared(analysis, of, from);
      const backward = isDeclared(analysis, from, of);
      const declared = analysis.declared.length === 0 ? i === 0 : forward || backward;
      if (!declared && i > 0 && cells.length > mostCrossed) return [];
      return [backward && !forward ? { of: from, from: of, declared } : { of, from, declared }];
    }),
  );
}

const isDeclared = ({ declared }: AuditConfig["analysis"], of: ComparedCell, from: ComparedCell) =>
  declared.some(([a, b]) => a === of.demographic && b === from.demographic);
