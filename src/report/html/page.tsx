import type { ReactNode } from "react";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import { classifierOf } from "../audit-document/classifier.ts";
import { identityOf } from "../audit-document/identity.ts";
import { certificatesOf, qualityOf } from "../audit-document/quality.ts";
import { limitations } from "../limitations.ts";
import { Blocks } from "./blocks.tsx";
import { chaptersOf } from "./chapters.ts";
import { ContrastsSection } from "./contrasts-section.tsx";
import { EffectsSection } from "./effects-section.tsx";
import { FrontierSection } from "./frontier-section.tsx";
import { LabelsSection, Patterns } from "./labels-section.tsx";
import { Lead } from "./lead.tsx";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import type { SampleSelection } from "./sample-selection.ts";
import { SamplesSection } from "./samples-section.tsx";
import { TemplatesSection } from "./templates-section.tsx";
import { VerdictSection } from "./verdict-section.tsx";

interface PageProps {
  readonly result: AuditResult;
  readonly selection: SampleSelection;
  /** What the page may run and load: nothing but what is written in it. */
  readonly policy: string;
}

/** The whole report, in the order a reviewer reads. */
export function Page({ result, selection, policy }: PageProps) {
  const sections = sectionsOf(result, selection);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>Regard audit</title>
        <style dangerouslySetInnerHTML={{ __html: pageStyle }} />
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to the report
        </a>
        <Patterns />
        <div className="layout">
          <header>
            <h1>Regard audit</h1>
            <Lead result={result} chapters={chaptersOf(result)} />
            <p className="meta">
              Evenhand {result.config.versions["evenhand"] ?? ""}, run <code>{result.id.slice(0, 12)}</code>
            </p>
          </header>
          <nav aria-label="Contents">
            <ol>
              {sections.map(({ id, title }) => (
                <li key={id}>
                  <a href={`#${id}`}>{title}</a>
                </li>
              ))}
            </ol>
          </nav>
          <main id="main" tabIndex={-1}>
            {sections.map(({ id, title, content }) => (
              <section key={id} id={id} aria-labelledby={`${id}-title`}>
                <h2 id={`${id}-title`}>{title}</h2>
                {content}
              </section>
            ))}
          </main>
        </div>
        <script dangerouslySetInnerHTML={{ __html: pageScript }} />
      </body>
    </html>
  );
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

function sectionsOf(result: AuditResult, selection: SampleSelection): readonly Section[] {
  const chapters = chaptersOf(result);
  const compared = result.effects.length + result.shifts.length > 0;
  return [
    { id: "verdicts", title: "Verdicts", content: <VerdictSection result={result} chapters={chapters} /> },
    { id: "labels", title: "Labels", content: <LabelsSection chapters={chapters} /> },
    { id: "contrasts", title: "Differences", content: <ContrastsSection chapters={chapters} /> },
    { id: "templates", title: "Templates", content: <TemplatesSection chapters={chapters} /> },
    ...(compared
      ? [{ id: "effects", title: "Before and after", content: <EffectsSection chapters={chapters} /> }]
      : []),
    ...(!result.quality.some(({ perplexity }) => typeof perplexity?.value === "number") &&
    result.divergences.length === 0
      ? []
      : [{ id: "frontier", title: "Fairness and quality", content: <FrontierSection chapters={chapters} /> }]),
    {
      id: "certificates",
      title: "Certificates",
      content: <Blocks blocks={certificatesOf(result)} label="Certificates" />,
    },
    { id: "quality", title: "Quality and likeness", content: <Blocks blocks={qualityOf(result)} label="Quality" /> },
    { id: "classifier", title: "The classifier", content: <ClassifierSection result={result} /> },
    { id: "samples", title: "Samples", content: <SamplesSection result={result} selection={selection} /> },
    { id: "limitations", title: "Limitations", content: <Limitations result={result} /> },
    {
      id: "identity",
      title: "Identity and replay",
      content: <Blocks blocks={identityOf(result)} label="What the run was made of" />,
    },
  ];
}

const ClassifierSection = ({ result }: { readonly result: AuditResult }) => (
  <>
    <Blocks blocks={classifierOf(result)} label="The classifier" />
    {result.classifier?.people === null ? (
      <p>
        To have some: <code>evenhand label DIR</code> shows texts one by one, without the classifier's label, and asks
        for yours. Some 50 for each demographic begin to be worth it. Then <code>evenhand report DIR</code> makes this
        page again, with error rates and corrected shares.
      </p>
    ) : null}
  </>
);

const Limitations = ({ result }: { readonly result: AuditResult }) => (
  <ul>
    {limitations(result).map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);
