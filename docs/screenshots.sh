#!/usr/bin/env bash
# Makes docs/terminal.png and docs/page.png anew: what one sees of `dotnet cake --target=Train`, at the terminal and in the browser.
# Needs, under Debian: apt-get install xvfb xauth xterm imagemagick fonts-dejavu-core chromium
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A terminal on a screen that nobody sees; the picture is taken when the program has ended and before the terminal goes.
cat > "$folder/terminal" <<'TERMINAL'
#!/usr/bin/env bash
dotnet cake --target=Train --model=1 --force
import -window root "$1"
TERMINAL
chmod +x "$folder/terminal"
xvfb-run --auto-servernum --server-args='-screen 0 1180x1460x24' \
    xterm -fa 'DejaVu Sans Mono' -fs 11 -bg '#1b1f24' -fg '#e6e6e6' -geometry 130x76+0+0 -b 12 -e "$folder/terminal" "$folder/terminal.png"
convert "$folder/terminal.png" -shave 8x8 -trim -bordercolor '#1b1f24' -border 16 -colors 64 -strip PNG8:docs/terminal.png

# Chromium wants to be told that it may run as root.
dotnet cake --target=Report
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking \
    --window-size=1280,1500 --screenshot="$folder/page.png" "file://$PWD/artifacts/report/index.html"
convert "$folder/page.png" -colors 128 -strip PNG8:docs/page.png
