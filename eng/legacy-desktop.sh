#!/usr/bin/env bash
# Runs the old desktop application on Mono: its shadow run without a window, then the window on a virtual screen, driven by clicks. Leaves artifacts/legacy-desktop.png.
set -euo pipefail
cd "$(dirname "$0")/.."
bash eng/install-tools.sh
mkdir -p artifacts
project=samples/Kim.LegacyDesktop
dotnet build $project -c Release --verbosity quiet -clp:NoSummary -nodeReuse:false
program=$PWD/$project/bin/Release/net472/Kim.LegacyDesktop.exe
export LANG=C.UTF-8

mono "$program" --shadow > artifacts/shadow.txt
diff $project/shadow.expected.txt artifacts/shadow.txt
echo "shadow run as expected"

folder=$(mktemp -d)
export KIM_SCREEN_MAP=$folder/map DISPLAY=:77
Xvfb :77 -screen 0 1024x700x24 -nolisten tcp 2>/dev/null &
screen=$!
trap 'kill $application $screen 2>/dev/null || true; rm -rf "$folder"' EXIT
application=$screen
for _ in $(seq 50); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
mono "$program" --store "$folder" &
application=$!

# Waits until a control is on the screen, and clicks it.
click() {
  local place
  for _ in $(seq 300); do
    if place=$(grep -m1 "^$1 " "$KIM_SCREEN_MAP" 2>/dev/null); then
      # shellcheck disable=SC2086
      set -- $place
      xdotool mousemove "$2" "$3" click 1
      return
    fi
    sleep 0.1
  done
  echo "no control $1 on the screen" >&2
  return 1
}
# Waits until a control shows a text.
says() {
  for _ in $(seq 300); do
    grep -q "^$1 .*$2" "$KIM_SCREEN_MAP" 2>/dev/null && return
    sleep 0.1
  done
  echo "$1 was expected to show '$2':" >&2
  grep "^$1 " "$KIM_SCREEN_MAP" >&2 || true
  return 1
}
# Waits until the file of events has this many lines, the last of them of this name.
event() {
  for _ in $(seq 300); do
    [ -e "$folder/events.jsonl" ] && [ "$(wc -l < "$folder/events.jsonl")" -eq "$1" ] && grep -q "\"$2\"" <(tail -1 "$folder/events.jsonl") && return
    sleep 0.1
  done
  echo "event $1 was expected to be $2:" >&2
  cat "$folder/events.jsonl" >&2 || true
  return 1
}

click register-inquiry
event 1 "$(sed -n 1p $project/clicks.expected.txt)"
click assign-case-manager
event 2 "$(sed -n 2p $project/clicks.expected.txt)"
click start-clarification
event 3 "$(sed -n 3p $project/clicks.expected.txt)"
click give-information
event 4 "$(sed -n 4p $project/clicks.expected.txt)"
# Blocked: says why, and nothing happens.
click accept-case
says hint "Einwilligung zur Teilnahme"
event 4 "$(sed -n 4p $project/clicks.expected.txt)"
xwd -root -silent | convert xwd:- -trim +repage artifacts/legacy-desktop.png
# The other pages: access in three values, search of topics, report, shadow run.
click tab-1
click fact-municipal_link
says decision "kein Bezug"
click tab-2
click words
xdotool type --delay 50 wohnungsuche
says found HOU-SEARCH
click tab-3
says report-text "Beratungsb"
click tab-4
says shadow-text "Abgelehnt worden"
kill $application
wait $application 2>/dev/null || true
echo "4 steps by clicks, one refusal, five pages"
