#!/usr/bin/env bash
# Runs the old desktop application on Mono: its shadow run without a window, then the window on a virtual screen, driven by clicks. Leaves pictures of it in artifacts (docs/images shows three).
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
started=()
# The last one first: a window whose screen is gone complains.
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done; rm -rf "$folder"' EXIT

# A mapping with gaps is refused and named, line by line.
cp -r $project/Data "$folder/gaps"
sed -i '/^20;/d; s/give-information/give-infomation/; s/^91;.*/91;abgebrochen/; s/resume_by=+90/resume_by=soon/; s/reason=need-not-complex/reason=no-reason/' "$folder/gaps/mapping.csv"
if mono "$program" --shadow --data "$folder/gaps" > artifacts/gaps.txt; then
  echo "a mapping with gaps was accepted" >&2
  exit 1
fi
diff $project/gaps.expected.txt artifacts/gaps.txt
echo "gaps of a mapping found"

# The server chooses a free display and says which.
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1024x700x24 -nolisten tcp 3>"$folder/display" 2>/dev/null &
started=("$!" "${started[@]}")
read -r display < "$folder/display"
export DISPLAY=:$display KIM_SCREEN_MAP=$folder/map
mono "$program" --store "$folder" &
started=("$!" "${started[@]}")

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
# Waits until the file of events has this many lines, the last of them as expected, and the window has been drawn anew since.
event() {
  local name
  name=$(sed -n "$1p" $project/clicks.expected.txt)
  for _ in $(seq 300); do
    [ -e "$folder/events.jsonl" ] && [ "$(wc -l < "$folder/events.jsonl")" -eq "$1" ] && grep -q "\"$name\"" <(tail -1 "$folder/events.jsonl") && [ "$KIM_SCREEN_MAP" -nt "$folder/events.jsonl" ] && return
    sleep 0.1
  done
  echo "event $1 was expected to be $name:" >&2
  cat "$folder/events.jsonl" >&2 || true
  return 1
}

picture() {
  xwd -root -silent | xwdtopnm -quiet | pnmcrop -quiet | pnmtopng -quiet > "artifacts/$1.png"
}

click register-inquiry
event 1
click assign-case-manager
event 2
click start-clarification
event 3
click give-information
event 4
# Blocked: says why, and nothing happens.
click accept-case
says hint "Einwilligung zur Teilnahme"
event 4
picture legacy-desktop
# What is missing, asked for in dialogs made of the steps' fields; then it is accepted.
click record-eligibility
says decision eligible
click ok
event 5
click give-consent
says kind participation
click ok
event 6
click accept-case
event 7
says phase Assessment
# The other pages: access in three values, search of topics, report, shadow run.
click tab-1
says decision "Wir brauchen noch einige Angaben"
click fact-municipal_link-no
says decision "keinen Bezug"
picture legacy-desktop-access
click fact-municipal_link-yes
says decision "Wir brauchen noch einige Angaben"
click tab-2
click words
xdotool type --delay 50 wohnungsuche
says found HOU-SEARCH
click tab-3
says report-text "Beratungsb"
click tab-4
says shadow-text "Abgelehnt worden"
picture legacy-desktop-shadow
echo "7 steps by clicks, two of them with a dialog; one refusal; five pages"
