#!/usr/bin/env bash
# eng/mutants/measure.sh eligibility|cases|reporting BUILD LOG RESULTS: how many of the mutants of a room its tests notice.
# BUILD is a copy of the test project's output with Stryker's mutants in it, LOG the log that Stryker wrote of it (docs/reference/mutation-testing.md).
# RESULTS grows by a line for each mutant; started again, it goes on behind what is known.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$2" && pwd)
log=$(realpath "$3")
results=$(realpath -m "$4")
case $1 in
  eligibility) room=(/Eligibility/ KimCaseManagement.Tests.Eligibility.,KimCaseManagement.Tests.Specs. 4000) ;;
  cases) room=(/Cases/,/Serialization/CaseJson KimCaseManagement.Tests.Cases. 2000 ArgumentNullException.ThrowIfNull) ;;
  reporting) room=(/Reporting/ KimCaseManagement.Tests.Reporting.,KimCaseManagement.Tests.Cases.StatisticsTests,KimCaseManagement.Tests.Testing.PublishedTableTests 1500 ArgumentNullException.ThrowIfNull) ;;
  *) echo "$1 is not a room that is measured: eligibility, cases or reporting" >&2; exit 2 ;;
esac

dotnet build "$here" --verbosity quiet -nologo
cp "$here"/bin/Debug/net10.0/Mutants.* "$build"
cd "$build"
export CI=true SNAPSHOOTER_STRICT_MODE=true KIM_QUICK=1 CsCheck_Threads=1
exec dotnet exec --depsfile KimCaseManagement.Tests.deps.json --runtimeconfig KimCaseManagement.Tests.runtimeconfig.json Mutants.dll measure "$log" "$results" "${room[@]}"
