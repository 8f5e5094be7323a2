#!/bin/sh
# Runs the benchmarks against the built distribution: bench/run.sh [SCENARIO ...]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
need_javac=1
. "$root/build/jdk.sh"
find_jdk
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -Dmoltis.distribution="$root/app/target/moltis" \
  -cp "$root/bench/target/classes:$root/testing/target/classes:$root/app/target/moltis/lib/*" \
  moltis.bench.Bench --out "$root/bench/target/bench.json" "$@"
