#!/usr/bin/env bash
# Packs what is committed once more in another folder and compares every packed assembly, byte by byte, with the packages that eng/pack.sh has made of the same commit
# (or with a second copy, where it has made none).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
commit=$(git rev-parse HEAD)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=true

# Clones what was committed when this began, and packs it there: a commit in between would be another package.
pack() {
  git clone --quiet --no-hardlinks "$root" "$1"
  git -C "$1" checkout --quiet -B packed "$commit"
  bash "$1/eng/pack.sh" > "$folder/log" || { cat "$folder/log" >&2; return 1; }
}
# The sums of all assemblies in the packages of a folder.
sums() {
  for package in "$1"/*.nupkg; do
    mkdir -p "$folder/unpacked"
    (cd "$folder/unpacked" && unzip -q "$package" '*.dll' && find . -name '*.dll' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sed "s#\./#$(basename "$package")/#")
    rm -rf "$folder/unpacked"
  done
}

first=$root/artifacts/packages
if [ "${1:-}" != --packed ]; then
  pack "$folder/a"
  first=$folder/a/artifacts/packages
fi
second="$folder/a much longer name/b"
pack "$second"
sums "$first" > "$folder/first.sums"
sums "$second/artifacts/packages" > "$folder/second.sums"
diff "$folder/first.sums" "$folder/second.sums"
count=$(wc -l < "$folder/first.sums")
[ "$count" -ge 8 ] || { echo "only $count assemblies were found" >&2; exit 1; }
echo "$count packed assemblies are the same from two folders"
