// The public API. Groups and how they act
export { type Action, onEach, onEntries, productAction, trivialAction } from "./group/action.ts";
export { fromCayleyTable } from "./group/cayley-table.ts";
export { cyclic } from "./group/cyclic.ts";
export { dihedral } from "./group/dihedral.ts";
export { type Canonical, canonical, type CosetFrame, cosetFrame, type Frame, productFrame } from "./group/frame.ts";
export { type Element, type Group, identity } from "./group/group.ts";
export { type PermutationAction, permutationAction } from "./group/permutation-action.ts";
export { product, type ProductGroup } from "./group/product.ts";
export { type Point, type Rotation, rotation, rotations, sumDirection, turn } from "./group/rotation.ts";
export { sequenceFrame } from "./group/sequence-frame.ts";
export { symmetric } from "./group/symmetric.ts";

// Models made symmetric
export { canonicalLambda, type Transformations } from "./symmetrize/canonical-lambda.ts";
export { canonicalize } from "./symmetrize/canonicalize.ts";
export { entrywiseMax } from "./symmetrize/entrywise-max.ts";
export { equitune } from "./symmetrize/equitune.ts";
export { equizero } from "./symmetrize/equizero.ts";
export { lambdaEquitune } from "./symmetrize/lambda-equitune.ts";
export { leastViews } from "./symmetrize/least-views.ts";
export { entropyLoss, maxProbabilityLoss, type ProxyLoss } from "./symmetrize/proxy-loss.ts";
export { type Factor, productSymmetrize } from "./symmetrize/product-symmetrize.ts";
export { type ScoredModel, scoredModel } from "./symmetrize/scored-model.ts";
export { sequenceFactors } from "./symmetrize/sequence-factors.ts";
export { groupWeights, softmaxEquitune } from "./symmetrize/softmax-equitune.ts";
export { type Fold, type Model, type Seen, type Sides, symmetrize, type View } from "./symmetrize/symmetrize.ts";

// Numbers and chance
export { type Key, key, type KeyPart, uniform } from "./math/random.ts";
export { type Logits, logSumExp, normalize, type Probabilities, softmax } from "./math/vector.ts";

// Images
export { type Image, image, imageOfBytes } from "./images/image.ts";
export { type ImageActionName, imageActions, imageProduct } from "./images/image-action.ts";
export { imageFrame } from "./images/image-frame.ts";
export { type Normalization, normalizations, normalized } from "./images/normalize.ts";
export { type Perturbation, perturbed, randomElement } from "./images/perturb.ts";
export {
  type ClassifierOptions,
  type ImageClassifier,
  openImageClassifier,
} from "./models/image-classifier/image-classifier.ts";
export type { Sight } from "./models/image-classifier/sight.ts";
export { type CnnMethod, cnnMethods, invariant } from "./pipelines/cnn/cnn-method.ts";
export { type CnnPlan, type CnnResult, evaluateCnn } from "./pipelines/cnn/evaluate-cnn.ts";

// Fair text
export { type Certificate, certify, certifyDefaults } from "./audit/certificate.ts";
export type { CertifyPlan } from "./audit/certify-plan.ts";
export type { CausalLM, Decoding } from "./decode/causal-lm.ts";
export {
  type DecodeEvent,
  type DecodeJob,
  type DecodePlan,
  type DecoderName,
  decoderNames,
} from "./decode/decode-plan.ts";
export { generate } from "./decode/generate.ts";
export { generateByText } from "./decode/generate-by-text.ts";
export { likeliestTokens, type NextDistribution, nextDistributions } from "./decode/next-distribution.ts";
export type { Sampler } from "./decode/sampler.ts";
export { openCausalLM } from "./models/causal-lm.ts";
export { modelTokenizer } from "./models/model-tokenizer.ts";
export type { OpenClassifier } from "./models/open-classifier.ts";
export { loadClassifier } from "./models/text-classifier.ts";
export type { Network } from "./pipelines/network.ts";
export { openClassifier } from "./pipelines/open-classifier.ts";
export { type OpenText, openText, type TextNames } from "./pipelines/open-text.ts";
export { contextOrbits, typedOrbits } from "./pipelines/prompt-orbits.ts";
export { type ScoredText, scoreTexts } from "./pipelines/score.ts";
export { textDefaults } from "./pipelines/text-defaults.ts";
export { decodePlan, generateTexts, type TextPlan, type TextTools } from "./pipelines/text-generation.ts";
export type { PromptOrbit, TextPrompt } from "./pipelines/text-prompt.ts";
export type { TextSample } from "./pipelines/text-sample.ts";
export { samplerOf, type TextSettings } from "./pipelines/text-settings.ts";

// Audits and their reports: openAudit → runRecord → runAudit; on the same folder runAudit goes on where it stopped
export type { AuditedText } from "./audit/audited-text.ts";
export type { Collector } from "./audit/collector.ts";
export type { Comparison } from "./audit/comparison/comparison.ts";
export { compareRuns } from "./audit/comparison/compare-runs.ts";
export { type AuditDesign, powerOf, smallestDetectable } from "./audit/power.ts";
export type { AuditConfig } from "./audit/result/audit-config.ts";
export { type AuditResult, auditResultSchema } from "./audit/result/audit-result.ts";
export { summarize } from "./audit/summarize.ts";
export type { AuditEvent } from "./pipelines/audit/audit-event.ts";
export type { AuditEngine, AuditRequest } from "./pipelines/audit/audit-request.ts";
export { loadResult } from "./pipelines/audit/load-result.ts";
export { mergeRuns } from "./pipelines/audit/merge-runs.ts";
export { type OpenAudit, openAudit } from "./pipelines/audit/open-audit.ts";
export { namesOf as requestNames } from "./pipelines/audit/request-record.ts";
export { type AuditRun, runAudit } from "./pipelines/audit/run-audit.ts";
export { writeReports } from "./pipelines/audit/write-reports.ts";
export { type PlannedAudit, planAudits, type PlanRequest } from "./pipelines/plan-audit.ts";
export { gate, type Limits } from "./report/gate.ts";
export type { ReportFile, ReportSettings } from "./report/report-file.ts";
export { reporters } from "./report/reporters.ts";
export { readJournal } from "./store/read-journal.ts";
export { readResult } from "./store/run-folder.ts";
export { readRunRecord, type RunRecord, runRecord, type Shard } from "./store/run-record.ts";
export { type UnitCache, unitCache } from "./store/unit-cache.ts";

// Audits of texts from elsewhere: importConfig → runRecord → runImport
export { type ImportAnalysis, importConfig } from "./pipelines/audit-import/import-config.ts";
export type { ImportColumns, ImportFile, ImportSettings } from "./pipelines/audit-import/import-settings.ts";
export { type FinishedImport, type ImportRun, runImport } from "./pipelines/audit-import/run-import.ts";
export { type LabelWords, readLabelWords } from "./regard/label-words.ts";

// Labels by people, and what they say of a run's classifier
export type { HumanLabel } from "./audit/classifier-chapter/human-label.ts";
export type { LabelItem } from "./audit/classifier-chapter/label-items.ts";
export { addHumanLabels } from "./pipelines/audit-classifier/add-human-labels.ts";
export { type LabelRequest, textsToLabel } from "./pipelines/label-texts.ts";
export { type LabelFile, openLabelFile, readHumanLabels } from "./store/label-file.ts";

// CLIP
export { type ClipMethod, clipMethods, classScores } from "./pipelines/clip/clip-method.ts";
export { clipResult } from "./pipelines/clip/clip-result.ts";
export { type ClipSession, openClipSession } from "./pipelines/clip/clip-session.ts";
export { evaluateClip } from "./pipelines/clip/evaluate-clip.ts";

// SCAN
export { readTokens } from "./networks/seq2seq/decode.ts";
export { type MethodName as ScanMethod, methodNames as scanMethods, scanModel } from "./pipelines/scan/methods.ts";
export { type OpenNetwork as OpenScanNetwork, openScanNetwork } from "./pipelines/scan/open-network.ts";
export { type ScanSymmetry, scanSymmetry } from "./scan/symmetry.ts";
export { actionWords, commandWords, encodeWords } from "./scan/vocabulary.ts";

// Words and regard
export { masker } from "./regard/mask.ts";
export { type Regard, type RegardClassifier, type RegardLabel, regardLabels } from "./regard/regard.ts";
export { loadContexts } from "./store/contexts.ts";
export { readTexts } from "./store/texts.ts";
export { loadWordList, wordListNames } from "./store/word-lists.ts";
export { gpt2Tokenizer } from "./text/gpt2-tokenizer.ts";
export type { TokenId, Tokenizer } from "./text/token.ts";
export { UserError } from "./text/user-error.ts";
export { explain } from "./wordlist/explain.ts";
export { lint, type LintReport } from "./wordlist/lint.ts";
export { type WordAction, wordAction } from "./wordlist/word-action.ts";
export type { WordList } from "./wordlist/word-list.ts";
