#!/usr/bin/env bash
# Installs what the checks need beside the .NET SDK on Debian: Mono and a screen for the .NET Framework hosts, a linker for native code,
# a browser for the web application, PostgreSQL for it and the cluster, and the local tools.
set -euo pipefail
dotnet tool restore >/dev/null
missing=()
needs() { command -v "$1" >/dev/null || missing+=("${@:2}"); }
needs mono mono-runtime mono-devel libmono-system-windows-forms4.0-cil libgdiplus
needs Xvfb xvfb
needs xdotool xdotool
needs xwd x11-apps
needs xwdtopnm netpbm
needs xdpyinfo x11-utils
needs /usr/lib/postgresql/*/bin/initdb postgresql
needs runuser util-linux
needs ip iproute2
needs clang clang
needs unzip unzip
needs chromium chromium
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
[ -e /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
[ ${#missing[@]} -eq 0 ] && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
