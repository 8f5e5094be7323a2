#!/bin/sh
# Runs a step of the web build. Maven calls it, so that a missing Node is one sentence and not a stack trace.
set -eu
cd "$(dirname "$0")/.."

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The web UI is built with Node 20 or newer and its npm, and they are not on the PATH. Install Node, then run this again." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
  echo "The web UI is built with Node 20.19 or newer; this is $(node --version). Install a newer Node, then run this again." >&2
  exit 1
fi

case $1 in
  install)
    # npm ci takes its time; it runs again only when the lock file changed.
    stamp=node_modules/.moltis-lock
    if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
      npm ci --no-audit --no-fund --loglevel=error
      cp package-lock.json "$stamp"
    fi
    ;;
  *) npm run --silent "$1" ;;
esac
