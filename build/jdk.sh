# Sourced by ./moltis, ./mvnw and the distribution's launcher: finds a JDK 25 or newer and sets JAVA_HOME.
# Order: JAVA_HOME, the java of the PATH, the usual install folders (newest first).

REQUIRED_JAVA=25

java_major() { # the feature version of the JDK in folder $1, or nothing
  [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p'
  fi
}

use_jdk() { # sets JAVA_HOME to folder $1 if it is new enough and, when $need_javac is 1, has a compiler
  major=$(java_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$REQUIRED_JAVA" ] || return 1
  [ "${need_javac:-0}" = 0 ] || [ -x "$1/bin/javac" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && use_jdk "$JAVA_HOME"; then return 0; fi
  on_path=$(command -v java 2>/dev/null)
  if [ -n "$on_path" ]; then
    while [ -L "$on_path" ]; do
      target=$(readlink "$on_path")
      case $target in /*) on_path=$target ;; *) on_path=$(dirname "$on_path")/$target ;; esac
    done
    if use_jdk "$(cd "$(dirname "$on_path")/.." && pwd)"; then return 0; fi
  fi
  for folder in $(ls -d /usr/lib/jvm/*/ /opt/*jdk*/ /opt/java/*/ "$HOME"/.sdkman/candidates/java/*/ "$HOME"/.jdks/*/ \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/ 2>/dev/null | sort -r); do
    if use_jdk "${folder%/}"; then return 0; fi
  done
  echo "Moltis needs a JDK $REQUIRED_JAVA or newer, and none was found. Install one (for example Temurin $REQUIRED_JAVA) or set JAVA_HOME to its folder." >&2
  return 1
}
