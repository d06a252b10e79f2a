#!/usr/bin/env bash
# Writes the generated pages of the docs, and what its programs print, anew from the code, to be read in the diff before they are committed.
set -euo pipefail
cd "$(dirname "$0")/.."
KIM_DOCS_REWRITE=1 dotnet test tests/KimCaseManagement.Tests --filter "FullyQualifiedName~ReferencePageTests|FullyQualifiedName~Every_program_of_the_docs" "$@"
