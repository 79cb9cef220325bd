import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Verdict } from "../../audit/result/contrast.ts";
import { verdictsOf } from "../audit-document/verdicts.ts";
import { differenceOf, measureName, estimateText } from "../figures.ts";
import { verdictLabels } from "../verdict-sentence.ts";
import { Blocks } from "./blocks.tsx";
import type { Chapter } from "./chapters.ts";
import { Foreign } from "./foreign.tsx";

const kinds = ["exact", "equivalent", "different", "inconclusive"] as const;

/** The verdicts: how many of each, all of them on one screen, then each with its reason and what would change it. */
export function VerdictSection({
  result,
  chapters,
}: {
  readonly result: AuditResult;
  readonly chapters: readonly Chapter[];
}) {
  const [declared, ...rest] = verdictsOf(result).filter(({ kind }) => kind !== "heading");
  const tables = rest.filter(({ kind }) => kind === "table");
  const others = rest.filter(({ kind }) => kind !== "table");
  return (
    <>
      {declared === undefined ? null : <Blocks blocks={[declared]} label="" />}
      {result.verdicts.length === 0 ? null : <Counts verdicts={result.verdicts} />}
      {result.verdicts.length === 0 ? null : <Matrix result={result} chapters={chapters} />}
      <Blocks blocks={others} label="" />
      <details className="behind">
        <summary>Table: every verdict with its largest difference, and what would change it</summary>
        <Blocks blocks={tables} label="Verdicts" />
      </details>
    </>
  );
}

/** Verdicts on small designs are counted apart: they are no ground for a finding. */
function Counts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const small = verdicts.filter(({ fewTemplates }) => fewTemplates).length;
  return (
    <ul className="counts">
      {kinds.map((kind) => (
        <li key={kind}>
          <b>{verdicts.filter((one) => one.verdict === kind && !one.fewTemplates).length}</b>
          <strong className={`verdict ${kind}`}>{verdictLabels[kind]}</strong>
        </li>
      ))}
      <li>
        <b>{small}</b>
        <span>on fewer than 20 templates, not counted</span>
      </li>
    </ul>
  );
}

function Matrix({ result, chapters }: { readonly result: AuditResult; readonly chapters: readonly Chapter[] }) {
  const decoders = [...new Set(result.verdicts.map(({ decoder }) => decoder))];
  const label = "Verdicts by words and context (rows) and decoder (columns)";
  return (
    <div className="scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="matrix">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Words, context</th>
            {decoders.map((decoder) => (
              <th key={decoder} scope="col">
                <Foreign text={decoder} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chapters.map((chapter) => (
            <tr key={chapter.id}>
              <th scope="row">
                <Foreign text={chapter.words} />, <Foreign text={chapter.context} />
                <small>{chapter.templates === 1 ? "1 template" : `${chapter.templates} templates`}</small>
              </th>
              {decoders.map((decoder) => (
                <VerdictCell key={decoder} verdict={chapter.result.verdicts.find((one) => one.decoder === decoder)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VerdictCell({ verdict }: { readonly verdict: Verdict | undefined }) {
  if (verdict === undefined) return <td>–</td>;
  const { largest } = verdict;
  return (
    <td className={verdict.fewTemplates ? "few" : undefined}>
      <strong className={`verdict ${verdict.verdict}`}>{verdictLabels[verdict.verdict]}</strong>
      {verdict.fewTemplates ? <abbr title="fewer than 20 templates: a replication of a small design"> †</abbr> : null}
      {largest === null || verdict.verdict === "exact" ? null : (
        <small>
          {measureName(largest.measure)}: {estimateText(largest.difference, differenceOf(largest.measure))}
        </small>
      )}
    </td>
  );
}
