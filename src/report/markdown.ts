import type { AuditResult } from "../audit/result/audit-result.ts";
import { certificatesOf, qualityOf } from "./audit-document/quality.ts";
import { classifierOf } from "./audit-document/classifier.ts";
import { contrastsOf, effectsOf } from "./audit-document/contrasts.ts";
import { identityOf } from "./audit-document/identity.ts";
import { sharesOf, spreadsOf } from "./audit-document/shares.ts";
import { verdictsOf } from "./audit-document/verdicts.ts";
import { type Document, foreign, heading, list, named, paragraph } from "./document/document.ts";
import { markdownOf } from "./document/markdown.ts";
import { count } from "./figures.ts";
import { limitations } from "./limitations.ts";

/** The audit for a reviewer or a pull request, as GitHub-flavoured Markdown. No text of the run is quoted in it. */
export const markdownReport = (result: AuditResult): string => markdownOf(auditDocument(result));

const auditDocument = (result: AuditResult): Document => [
  heading(1, "Regard audit"),
  ...summary(result),
  ...verdictsOf(result),
  ...sharesOf(result),
  ...contrastsOf(result),
  ...spreadsOf(result),
  ...effectsOf(result),
  ...qualityOf(result),
  ...classifierOf(result),
  ...certificatesOf(result),
  heading(2, "Limitations"),
  list(limitations(result)),
  ...identityOf(result),
];

function summary({ texts, cells, config }: AuditResult): Document {
  const all = (pick: (cell: AuditResult["cells"][number]) => string) => named([...new Set(cells.map(pick))]);
  const made =
    config.generation === null ? ["from elsewhere"] : ["written by the model ", foreign(config.generation.model.name)];
  return [
    paragraph(
      `${count(texts)} texts `,
      ...made,
      ", labelled for regard by ",
      foreign(config.classifier?.name ?? "whoever made them"),
      ".",
    ),
    list([
      ["Words: ", ...all(({ words }) => words)],
      ["Contexts: ", ...all(({ context }) => context)],
      ["Decoders: ", ...all(({ decoder }) => decoder)],
      ["Demographics: ", ...all(({ demographic }) => demographic)],
    ]),
  ];
}
