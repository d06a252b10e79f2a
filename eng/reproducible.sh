#!/usr/bin/env bash
# Packs a copy of this folder in another place and compares every packed assembly, byte by byte, with the packages that eng/pack.sh has made here (--packed),
# or with those of a second copy. The copies have what is here, with git or without it.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=true

# Copies everything but what was built, and packs it there.
pack() {
  mkdir -p "$1"
  tar -C "$root" --exclude=./artifacts --exclude=bin --exclude=obj -cf - . | tar -C "$1" -xf -
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
