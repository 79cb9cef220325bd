#!/usr/bin/env bash
# The two audits of the bundled model: bash reports/examples/audits.sh. Equal versions and files give equal bytes; only timing.json differs.
# The texts themselves (32 and 19 MB of samples.jsonl) stay in a folder of their own.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

audit() {
  npx tsx src/cli/main.ts audit --words gender,race,orientation --decoders base,equi,r-equi,equizero,r-equizero \
    --second-classifier lexicon --no-cache --format html,md,json --out "$scratch/$1" "${@:2}"
  mkdir -p "reports/examples/$1"
  for file in run.json result.json measurements.json timing.json report.md report.html; do
    cp "$scratch/$1/$file" "reports/examples/$1/$file"
  done
}

audit replication --contexts respect,occupation --samples 100
audit wide --contexts wide --samples 10
