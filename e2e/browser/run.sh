#!/bin/sh
# Runs the browser tests against the built distribution. Maven calls it without arguments; with arguments it passes them
# on to Playwright, for example: sh run.sh flows/chat.spec.ts --headed
set -eu
cd "$(dirname "$0")"

chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ]; then
  if [ "${CI:-}" = true ]; then
    echo "browser tests: there is no Chromium at $chromium, and CI may not do without. Install it: apt-get install chromium" >&2
    exit 1
  fi
  echo "browser tests: skipped, because there is no Chromium at $chromium (apt-get install chromium)"
  exit 0
fi

# npm ci takes its time; it runs again only when the lock file changed.
stamp=node_modules/.moltis-lock
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi

npm run --silent check
exec npx --no-install playwright test --project=flows "$@"
