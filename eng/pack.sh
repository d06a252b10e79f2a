#!/usr/bin/env bash
# Packs what is published into artifacts/packages and looks into the packed files.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf artifacts/packages
for project in src/*/*.csproj; do
  if [ "$(dotnet msbuild "$project" -getProperty:IsPackable)" = true ]; then
    dotnet pack "$project" -c Release -o artifacts/packages --verbosity quiet
  fi
done
dotnet run eng/PackageCheck.cs -- artifacts/packages
