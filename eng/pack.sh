#!/usr/bin/env bash
# Packs what is published into artifacts/packages and looks into the packed files.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf artifacts/packages

# The README's links are absolute where the public address is known: that of the remote, if it has one (https, or ssh to the same place).
mkdir -p artifacts
readme=$PWD/README.md
repository=${KIM_REPOSITORY:-$(git remote get-url origin 2>/dev/null || true)}
repository=$(sed -E 's#^(ssh://)?git@([^:/]+)[:/]#https://\2/#; s#\.git$##' <<< "$repository")
if [[ $repository == https://* ]]; then
  readme=$PWD/artifacts/README.md
  bash eng/packed-readme.sh "$repository" "v$(dotnet msbuild src/KimCaseManagement -getProperty:Version)" > "$readme"
fi
for project in src/*/*.csproj; do
  if [ "$(dotnet msbuild "$project" -getProperty:IsPackable)" = true ]; then
    dotnet pack "$project" -c Release -o artifacts/packages --verbosity quiet "-p:LibraryReadme=$readme"
  fi
done
dotnet run eng/PackageCheck.cs -- artifacts/packages

# No link of the README is left behind when it is made absolute, whatever is written into it later.
if left=$(bash eng/packed-readme.sh https://example.org/kim v0 | sed '/^```/,/^```/d' | grep -oE '\]\([^)]*\)' | grep -vE '^\]\((https://|#)'); then
  echo "links of the packed README that lead nowhere: $left" >&2
  exit 1
fi
