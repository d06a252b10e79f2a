#!/usr/bin/env bash
# Mutation test of the room Cases; takes long. What is given goes to Stryker, such as: eng/mutate.sh --mutate '**/Cases/StepRules.cs'
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore
cd tests/KimCaseManagement.Tests
# Fewer random histories: a mutant is tried hundreds of times, and what kills it kills it soon.
KIM_QUICK=1 dotnet stryker --output ../../artifacts/mutation "$@"
