#!/usr/bin/env bash
# Publishes the smoke host twice and runs it: as native code, every warning an error, and on net8.0 with that runtime brought along. Both have to print the same.
set -euo pipefail
cd "$(dirname "$0")/.."
bash eng/install-tools.sh
project=tests/KimCaseManagement.AotSmoke
runtime=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
dotnet publish $project -c Release -f net10.0 -r "$runtime" -o artifacts/aot-smoke --verbosity quiet
dotnet publish $project -c Release -f net8.0 -r "$runtime" --self-contained -o artifacts/net8-smoke --verbosity quiet
artifacts/aot-smoke/KimCaseManagement.AotSmoke > artifacts/aot-smoke.txt
artifacts/net8-smoke/KimCaseManagement.AotSmoke > artifacts/net8-smoke.txt
grep -q '^assessment$' artifacts/aot-smoke.txt
diff artifacts/aot-smoke.txt artifacts/net8-smoke.txt
grep -q '"version": "8\.' artifacts/net8-smoke/KimCaseManagement.AotSmoke.runtimeconfig.json
echo "native code and the net8.0 runtime print the same $(wc -l < artifacts/aot-smoke.txt) lines"
