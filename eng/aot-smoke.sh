#!/usr/bin/env bash
# Publishes the smoke host as native code, every warning an error, and runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
bash eng/install-tools.sh
dotnet publish tests/KimCaseManagement.AotSmoke -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" -o artifacts/aot-smoke --verbosity quiet
artifacts/aot-smoke/KimCaseManagement.AotSmoke
