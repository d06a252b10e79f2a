#!/usr/bin/env bash
# Prints README.md as it goes into the package: links into the repository become absolute, as a reader of the package page stands outside of it.
# Usage: eng/packed-readme.sh https://HOST/OWNER/REPOSITORY REVISION
set -euo pipefail
cd "$(dirname "$0")/.."
perl -pe 's#\]\((?!https?://|\#)#]('"$1/blob/$2"'/#g' README.md
