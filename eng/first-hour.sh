#!/usr/bin/env bash
# Follows the tutorial and how-tos to the letter, with the packed packages, in empty folders.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d artifacts/packages ] || bash eng/pack.sh
dotnet run eng/FirstHour.cs -- artifacts/packages docs/tutorial/first-case.md docs/how-to/embed-in-an-event-store.md docs/how-to/test-your-host.md
