#!/bin/sh
# Builds the handbook into target/handbook, when a source is newer than the last result.
set -eu
cd "$(dirname "$0")"
stamp=target/handbook/.built
if [ -f "$stamp" ] && [ -z "$(find . -newer "$stamp" -type f \( -name '*.md' -o -name '*.mts' -o -name '*.ts' -o -name '*.mjs' -o -name '*.css' -o -name 'package*.json' \) \
  -not -path './node_modules/*' -not -path './target/*' | head -n 1)" ]; then
  exit 0
fi
command -v npm >/dev/null 2>&1 || { echo "The handbook is built with Node.js 20 or newer, and no 'npm' is on the PATH." >&2; exit 1; }
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --no-progress --loglevel=error; fi
npm run --silent build
touch "$stamp"
