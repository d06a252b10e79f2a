#!/usr/bin/env bash
# Rewrites PublicAPI.Unshipped.txt from the code, to be read in the diff before it is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
printf '#nullable enable\n' > src/KimCaseManagement/PublicAPI.Unshipped.txt
dotnet restore src/KimCaseManagement --verbosity quiet
dotnet format analyzers src/KimCaseManagement --no-restore --diagnostics RS0016 --severity warn
