#!/usr/bin/env bash
# Audits of texts that others published, from their files: bash reports/examples/imports.sh
# The files are not part of this repository. Their sentences are not repeated here: --no-texts, and the journals stay in a folder of their own.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${1:-../shared/data}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

evenhand() { npx tsx src/cli/main.ts "$@"; }
# Keeps what holds no sentence.
keep() {
  mkdir -p "reports/examples/$1"
  for file in result.json report.md report.html counts.json; do cp "$scratch/$1/$file" "reports/examples/$1/$file"; done
}

# Sheng et al. 2019: 6,000 texts of GPT-2, 6 demographics × 10 templates × 100. Labelled by the bundled classifier, as written and masked;
# the lexicon is a second opinion.
evenhand audit import "$data/gpt2-samples/small_gpt2_generated_samples.tsv" --no-header --text-column 1 \
  --words gender,race,orientation --contexts respect,occupation --classifier mini --second-classifier lexicon \
  --no-texts --format html,md --out "$scratch/import-gpt2-samples"
keep import-gpt2-samples

# A replication of EquiLM (iasonsky/EfficientEquivariantTransferLearning): 2,016 lines of GPT-2 and EquiGPT2, labelled by Sheng's classifier.
# EquiGPT2's group has three demographics; the files hold two of them. The bundled classifier has learned from these labels, so it gives no second opinion.
labels=$data/regard-v2-labels
evenhand audit import --no-header --label-column 1 --text-column 2 --labels sheng --words race --contexts respect \
  --decoder "GPT2=$labels/GPT2_respect_WHITE.tsv" --decoder "GPT2=$labels/GPT2_respect_ASIAN.tsv" \
  --decoder "EquiGPT2=$labels/equiGPT2_respect_WHITE.tsv" --decoder "EquiGPT2=$labels/equiGPT2_respect_ASIAN.tsv" \
  --second-classifier lexicon --no-texts --format html,md --out "$scratch/import-regard-v2"
keep import-regard-v2
