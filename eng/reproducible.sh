#!/usr/bin/env bash
# Builds what is committed in two folders and compares every packed assembly byte by byte.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=true
for copy in "$folder/a" "$folder/a much longer name/b"; do
  git clone --quiet --no-hardlinks "$root" "$copy"
  for project in "$copy"/src/*/*.csproj; do
    dotnet build "$project" -c Release --verbosity quiet -clp:NoSummary -nodeReuse:false
  done
  (cd "$copy" && find src -path '*/bin/Release/*' -name 'KimCaseManagement*.dll' -print0 | sort -z | xargs -0 sha256sum) > "$folder/$(basename "$copy").sums"
done
diff "$folder/a.sums" "$folder/b.sums"
echo "$(wc -l < "$folder/a.sums") assemblies are the same from two folders"
