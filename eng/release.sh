#!/usr/bin/env bash
# Does everything of a release but the push: checks, packs, and makes commit and tag. Usage: eng/release.sh 0.2.0
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?"usage: eng/release.sh VERSION, such as 0.2.0"}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "'$version' is not a version such as 0.2.0" >&2; exit 2; }
[ -z "$(git status --porcelain)" ] || { echo "there are changes that are not committed" >&2; exit 1; }
! git rev-parse -q --verify "refs/tags/v$version" >/dev/null || { echo "v$version is there already" >&2; exit 1; }
# What is packed links to where its sources are; without a public address the checks would say so only at their end.
[[ ${KIM_REPOSITORY:-$(git remote get-url origin 2>/dev/null)} =~ ^(https://|ssh://|git@) ]] || { echo "the remote 'origin' has no public address (https or ssh); set it with git remote set-url origin https://…" >&2; exit 1; }
awk '/^## \[Unreleased\]/ { inside = 1; next } /^## / { inside = 0 } inside && /^- / { found = 1 } END { exit !found }' CHANGELOG.md \
  || { echo "CHANGELOG.md says nothing under [Unreleased]" >&2; exit 1; }

# What went out last is what this one is compared with: the version that stands there, if it has a tag.
last=$(sed -nE 's#.*<VersionPrefix>(.*)</VersionPrefix>.*#\1#p' Directory.Version.props)
git rev-parse -q --verify "refs/tags/v$last" >/dev/null || last=
# Version, changelog and the list of public API move together.
sed -i -E "s#<LastReleasedVersion>.*</LastReleasedVersion>#<LastReleasedVersion>$last</LastReleasedVersion>#" Directory.Version.props
sed -i -E "s#<VersionPrefix>.*</VersionPrefix>#<VersionPrefix>$version</VersionPrefix>#; s#<AssemblyVersion>.*</AssemblyVersion>#<AssemblyVersion>${version%%.*}.0.0.0</AssemblyVersion>#" Directory.Version.props
sed -i "s/^## \[Unreleased\]/## [Unreleased]\n\n## [$version] - $(date -u +%F)/" CHANGELOG.md
for shipped in src/*/PublicAPI.Shipped.txt; do
  unshipped=${shipped/Shipped/Unshipped}
  # A line *REMOVED*X takes X away.
  { echo '#nullable enable'; cat "$shipped" "$unshipped" | grep -v '^#nullable\|^\*REMOVED\*' | grep -vxFf <(sed -n 's/^\*REMOVED\*//p' "$unshipped") | LC_ALL=C sort -u; } > "$shipped.new"
  mv "$shipped.new" "$shipped"
  echo '#nullable enable' > "$unshipped"
done
git commit -qam "Release $version"

if ! KIM_RELEASE=true bash .ci/run; then
  git reset -q --hard HEAD~1
  echo "the checks failed; nothing was released" >&2
  exit 1
fi
git tag -a "v$version" -m "KimCaseManagement $version"
echo
echo "Ready. What is left to do:"
echo "  git push origin main v$version"
echo "  dotnet nuget push 'artifacts/packages/*.nupkg' --source https://api.nuget.org/v3/index.json --api-key …"
