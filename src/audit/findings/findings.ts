import type { AuditConfig } from "../result/audit-config.ts";
import type { AuditResult } from "../result/audit-result.ts";
import type { Tally } from "../tally.ts";
import { describeCells } from "./cells.ts";
import { chanceTables } from "./chance-tables.ts";
import { contrastsOf } from "./contrasts.ts";
import { effectsOf } from "./effects.ts";
import { comparedPlaces } from "./places.ts";
import { spreadsOf } from "./spreads.ts";
import { verdictOf } from "./verdicts.ts";

type Findings = Pick<AuditResult, "verdicts" | "cells" | "spreads" | "contrasts" | "effects" | "shifts">;

/** Everything that follows from the counts alone. Seeded by the configuration's seed; cost: depends on places, demographics and templates, not on texts. */
export function findingsOf(tally: Tally, config: AuditConfig): Findings {
  const tables = chanceTables(config.seed);
  const places = comparedPlaces(tally.cells, config);
  const found = places.map((place) => {
    const contrasts = contrastsOf(place, config, tables);
    return {
      cells: describeCells(place, config.analysis.level),
      spreads: spreadsOf(place, config, tables),
      contrasts: contrasts.map(({ contrast }) => contrast),
      verdicts: verdictOf(place, contrasts, config),
    };
  });
  const { effects, shifts } = effectsOf(places, config);
  return {
    verdicts: found.flatMap(({ verdicts }) => verdicts),
    cells: found.flatMap(({ cells }) => cells),
    spreads: found.flatMap(({ spreads }) => spreads),
    contrasts: found.flatMap(({ contrasts }) => contrasts),
    effects: [...effects],
    shifts: [...shifts],
  };
}
