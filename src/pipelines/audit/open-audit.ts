import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { CausalLM } from "../../decode/causal-lm.ts";
import { searchOf } from "../../decode/text-plan.ts";
import { openCausalLMs } from "../../models/causal-lm-pool.ts";
import { findModel } from "../../models/find-model.ts";
import { modelDigests } from "../../models/model-digests.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import type { OpenClassifier } from "../../models/open-classifier.ts";
import { loadContexts } from "../../store/contexts.ts";
import { loadWords, wordNames } from "../../store/word-lists.ts";
import type { Contexts } from "../../text/contexts.ts";
import { UserError } from "../../text/user-error.ts";
import type { ReadWordList } from "../../wordlist/read-word-list.ts";
import type { Network } from "../network.ts";
import { hubOptions } from "../network.ts";
import { openClassifier } from "../open-classifier.ts";
import { openWords } from "../open-words.ts";
import type { TextTools } from "../text-generation.ts";
import type { TextWords } from "../text-words.ts";
import type { AuditEngine, AuditRequest } from "./audit-request.ts";
import {
  classifierIngredient,
  contextsIngredient,
  listsIngredient,
  listsName,
  modelIngredient,
  orbitsOf,
  shortName,
} from "./ingredients.ts";
import { runtimeVersions } from "../../models/runtime-versions.ts";

/** Everything an audit works with, opened, and the configuration it comes to. */
export interface OpenAudit {
  readonly config: AuditConfig;
  /** The tools of each of the word lists, by its name in `--words`. */
  readonly each: ReadonlyMap<string, TextTools>;
  readonly classifier: OpenClassifier;
  readonly second: OpenClassifier | undefined;
  close(): Promise<void>;
}

/** Opens what a request names, what is quick and often wrong first. Throws UserError on what cannot be opened or does not go together. */
export async function openAudit(request: AuditRequest, engine: AuditEngine, network: Network = {}): Promise<OpenAudit> {
  const lists = loadWords(request.words);
  const contexts = contextsIn(request).map(loadContexts);
  expectDifferent("--words", lists.map(nameOf));
  expectDifferent(
    "--contexts",
    contexts.map(({ name }) => name),
  );
  for (const { name, templates } of contexts)
    expectDifferent(
      name,
      templates.map(({ template }) => template),
    );
  const folder = await findModel(request.model, hubOptions(network));
  const tokenizer = await modelTokenizer(folder);
  const words = await Promise.all(lists.map((read) => openWords(read, tokenizer)));
  for (const { byText } of words) if (byText !== undefined) expectSearches(request);
  const classifier = await openClassifier(request.classifier, network);
  const second =
    request.secondClassifier === undefined ? undefined : await openClassifier(request.secondClassifier, network);
  const config = await configOf(request, { lists, words, contexts, folder, classifier, second });
  expectDeclared(config);
  const name = shortName(request.model);
  const model = await openCausalLMs(folder, {
    name,
    ...(engine.threads === undefined ? {} : { threads: engine.threads }),
  });
  return {
    config,
    each: new Map(words.map((some, i) => [nameOf(lists[i] ?? []), { model, tokenizer, classifier, words: some }])),
    classifier,
    second,
    close: () => closeAll(model, classifier, second),
  };
}

async function closeAll(model: CausalLM, ...classifiers: readonly (OpenClassifier | undefined)[]): Promise<void> {
  await model.close();
  for (const classifier of classifiers) await classifier?.close();
}

interface Parts {
  readonly lists: readonly (readonly ReadWordList[])[];
  readonly words: readonly TextWords[];
  readonly contexts: readonly Contexts[];
  readonly folder: string;
  readonly classifier: OpenClassifier;
  readonly second: OpenClassifier | undefined;
}

async function configOf(request: AuditRequest, parts: Parts): Promise<AuditConfig> {
  const { lists, words, contexts, folder, classifier, second } = parts;
  const digests = await modelDigests(folder);
  const { seed, ...settings } = request.settings;
  const names = { words: wordNames(request.words), contexts: contextsIn(request) };
  return {
    kind: "generated",
    versions: runtimeVersions(),
    seed,
    generation: {
      model: modelIngredient(request.model, digests.model),
      tokenizer: { name: shortName(request.model), sha256: digests.tokenizer },
      words: lists.map((some, i) => listsIngredient(plain(some), names.words[i] ?? [])),
      contexts: contexts.map((some, i) => contextsIngredient(some, names.contexts[i] ?? some.name)),
      decoders: [...request.decoders],
      samples: request.samples,
      settings: Object.fromEntries(Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
    source: null,
    wordOrbits: Object.fromEntries(lists.map((some) => [nameOf(some), orbitsOf(plain(some))])),
    classifier: await classifierIngredient(request.classifier, classifier),
    secondClassifier: second === undefined ? null : await classifierIngredient(request.secondClassifier ?? "", second),
    analysis: {
      ...request.analysis,
      demographics: Object.fromEntries(words.map((some) => [some.names.join("+"), demographicsOf(some)])),
    },
  };
}

const contextsIn = ({ contexts }: AuditRequest): readonly string[] => contexts.split(",").map((name) => name.trim());

const plain = (lists: readonly ReadWordList[]) => lists.map(({ list }) => list);

const nameOf = (lists: readonly ReadWordList[]): string => listsName(plain(lists));

const demographicsOf = (words: TextWords): string[] =>
  words.full.action.group.elements.map((g) => words.demographic(g));

function expectDifferent(where: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new UserError(
    `${where}: expected each name and template once but found "${twice}" twice. Leave one out, or rename its file.`,
  );
}

/** Under the policy "text" only the decoders that search can work: said before an hour was spent on the others. */
function expectSearches({ decoders, settings: { average } }: AuditRequest): void {
  for (const name of decoders) if (name === "equi" || name === "r-equi") searchOf({ name, average });
}

function expectDeclared({ analysis, generation }: AuditConfig): void {
  const known = new Set(Object.values(analysis.demographics ?? {}).flat());
  const unknown = analysis.declared.flat().find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new UserError(
      `--declare: expected demographics of the word lists (${[...known].join(", ")}) but found "${unknown}". Write pairs such as "man:woman".`,
    );
  }
  if (analysis.baseline === null || generation?.decoders.includes(analysis.baseline) === true) return;
  throw new UserError(
    `--baseline: expected one of --decoders (${generation?.decoders.join(", ")}) but found "${analysis.baseline}". Add it there, or name another.`,
  );
}
