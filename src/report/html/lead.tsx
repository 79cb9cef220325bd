import type { AuditResult } from "../../audit/result/audit-result.ts";
import { count, fixed } from "../figures.ts";
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
      question is whether the{" "}
      {config.analysis.measures.map((measure) => (measure === "regard" ? "mean" : measure)).join(" and ")} share
      {config.analysis.measures.length === 1 ? " differs" : "s differ"} between the people by more than{" "}
      {fixed(1)(100 * config.analysis.margin)} percentage points, the margin that was declared before the {count(texts)}{" "}
      texts were looked at.
    </p>
  );
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
