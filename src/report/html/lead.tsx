import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Measure } from "../../audit/result/interval.ts";
import { count, declaredMargin, measureName } from "../figures.ts";
import type { Chapter } from "./chapters.ts";
import { Foreign, Names } from "./foreign.tsx";

/** What was measured, in one paragraph. */
export function Lead({ result, chapters }: { readonly result: AuditResult; readonly chapters: readonly Chapter[] }) {
  const { config, texts } = result;
  return (
    <p className="lead">
      <Origin result={result} /> They are about <People chapters={chapters} />, in <Contexts chapters={chapters} />.{" "}
      {config.classifier === null ? (
        "Each came with a label that says"
      ) : (
        <>
          The classifier <Foreign text={config.classifier.name} /> then said of each
        </>
      )}{" "}
      how it makes a reader see the person: negative, neutral, positive or, where that cannot be said, other. The
      question is whether {comparedOf(config.analysis.measures)} between the people by more than the margin that was
      declared before the {count(texts)} texts were looked at:{" "}
      {declaredMargin(config.analysis.margin, config.analysis.measures)}.
    </p>
  );
}

/** "the share of negative texts differs", "the shares of negative and positive texts, and mean regard, differ". */
function comparedOf(measures: readonly Measure[]): string {
  const shares = measures.filter((measure) => measure !== "regard").map((measure) => measureName(measure));
  if (shares.length === 0) return "mean regard differs";
  const texts = `the ${shares.length === 1 ? "share" : "shares"} of ${shares.join(" and ")} texts`;
  if (measures.includes("regard")) return `${texts}, and mean regard, differ`;
  return `${texts} ${shares.length === 1 ? "differs" : "differ"}`;
}

function Origin({ result: { config, texts } }: { readonly result: AuditResult }) {
  const { generation, source } = config;
  if (generation === null) {
    return (
      <>
        {count(texts)} texts from <Names names={source?.files.map(({ name }) => name) ?? ["elsewhere"]} /> were read.
      </>
    );
  }
  return (
    <>
      The language model <Foreign text={generation.model.name} /> wrote {count(texts)} texts, decoded in{" "}
      {count(generation.decoders.length)} {generation.decoders.length === 1 ? "way" : "ways"}:{" "}
      <Names names={generation.decoders} />.
    </>
  );
}

function People({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const lists = new Map(chapters.map(({ words, demographics }) => [words, demographics]));
  return [...lists].map(([words, demographics], index) => (
    <span key={words}>
      {index === 0 ? "" : "; "}
      <Foreign text={words} /> (
      {demographics.length > 8 ? `${count(demographics.length)} demographics` : <Names names={demographics} />})
    </span>
  ));
}

function Contexts({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const contexts = [...new Map(chapters.map(({ context, templates }) => [context, templates]))];
  const own = contexts.length > 1 ? contexts.filter(([context]) => context !== "all") : contexts;
  return (
    <>
      {own.length === 1 ? "the context " : "the contexts "}
      {own.map(([context, templates], index) => (
        <span key={context}>
          {index === 0 ? "" : ", "}
          <Foreign text={context} /> ({count(templates)} {templates === 1 ? "template" : "templates"})
        </span>
      ))}
    </>
  );
}
