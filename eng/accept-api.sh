#!/usr/bin/env bash
# Rewrites PublicAPI.Unshipped.txt of the packages from the code, to be read in the diff before it is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/KimCaseManagement src/KimCaseManagement.Testing; do
  printf '#nullable enable\n' > "$project/PublicAPI.Unshipped.txt"
  dotnet restore "$project" --verbosity quiet
  dotnet format analyzers "$project" --no-restore --diagnostics RS0016 --severity warn
done
