import { resolve } from "node:path";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { bundledClassifier } from "../../store/classifiers.ts";
import { contextNames } from "../../store/contexts.ts";
import { isFolder } from "../../store/model-folder.ts";
import { wordListNames } from "../../store/word-lists.ts";
import { UserError } from "../../text/user-error.ts";
import type { AuditRequest } from "./audit-request.ts";
import { settingsOf } from "./text-settings-of.ts";

/** The names of a request as run.json keeps them: those of folders and files hold wherever the run is resumed from. */
export function namesOf(request: AuditRequest): Record<string, string> {
  const { model, classifier, secondClassifier, words, contexts } = request;
  return {
    model: /^[\w-]+$/u.test(model) && !isFolder(resolve(model)) ? model : folderOrId(model),
    classifier: classifierName(classifier),
    ...(secondClassifier === undefined ? {} : { secondClassifier: classifierName(secondClassifier) }),
    words: wordsName(words),
    contexts: eachOf(contexts, ",", contextsName),
  };
}

/** What `--words` names, so that it holds in any working folder. */
export const wordsName = (words: string): string =>
  isFolder(words)
    ? resolve(words)
    : eachOf(words, ",", (product) =>
        eachOf(product, "+", (name) => (wordListNames().includes(name) ? name : resolve(name))),
      );

/** A file of contexts, or shipped ones, so that the name holds in any working folder. */
export const contextsName = (name: string): string => (contextNames().includes(name) ? name : resolve(name));

const folderOrId = (name: string): string => (isFolder(name) ? resolve(name) : name);

/** A classifier, so that the name holds in any working folder. */
export const classifierName = (name: string): string =>
  bundledClassifier(name) === undefined ? folderOrId(name) : name;

const eachOf = (names: string, separator: string, of: (name: string) => string): string =>
  names
    .split(separator)
    .map((name) => of(name.trim()))
    .join(separator);

/** The request that a generated run began with. Throws UserError on a record that lacks a name. */
export function requestOf(config: AuditConfig, names: Readonly<Record<string, string>>): AuditRequest {
  const { generation, analysis } = config;
  if (generation === null) {
    throw new UserError(
      "run.json: expected a run that generates texts but found imported ones. Import the file again.",
    );
  }
  const { demographics: _, ...declared } = analysis;
  const name = (key: string): string => {
    const found = names[key];
    if (found !== undefined) return found;
    throw new UserError(`run.json, request: expected the name of the ${key} but found none. Restore the file.`);
  };
  return {
    model: name("model"),
    classifier: name("classifier"),
    ...(config.secondClassifier === null ? {} : { secondClassifier: name("secondClassifier") }),
    words: name("words"),
    contexts: name("contexts"),
    decoders: generation.decoders as DecoderName[],
    samples: generation.samples,
    settings: settingsOf(config),
    analysis: declared,
  };
}
