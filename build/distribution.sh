#!/bin/sh
# Called by the build of the app module: lays out app/target/moltis, trains its ahead-of-time cache by a real start and
# real turns against the scripted model, and packs it all as app/target/moltis-VERSION.tar.gz.
# Arguments: the app module's folder, the version, the runtime class path.
set -eu
app=$1 version=$2 classpath=$3
root=$(cd "$app/.." && pwd)
home=$app/target/moltis
log=$app/target/training.log

need_javac=1
. "$root/build/jdk.sh"
find_jdk

rm -rf "$home"
mkdir -p "$home/bin" "$home/lib"
echo "$classpath" | tr ':' '\n' | grep '\.jar$' | while read -r jar; do cp "$jar" "$home/lib/"; done
for old in "$home"/lib/picocli-*.jar; do "$JAVA_HOME/bin/java" "$root/build/Upgrade.java" "$old"; done
cp "$app/src/dist/bin/moltis" "$root/build/jdk.sh" "$home/bin/"
chmod +x "$home/bin/moltis"

# The class path stands in the manifest: in one order everywhere, whatever order a folder is read in.
{
  printf 'Class-Path:'
  for jar in "$home"/lib/*.jar; do printf ' \n  %s' "${jar##*/}"; done
  echo
} >"$app/target/class-path"
cp "$app/target/moltis-app-$version.jar" "$home/lib/moltis.jar"
"$JAVA_HOME/bin/jar" --update --file="$home/lib/moltis.jar" --manifest="$app/target/class-path"
[ ! -d "$root/web/target/web" ] || cp -R "$root/web/target/web" "$home/web"
[ ! -d "$root/docs/target/handbook" ] || cp -R "$root/docs/target/handbook" "$home/docs"
cp "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$home/"

# One time stamp for every file: the cache remembers those of the jars, and an unpacked archive must still match.
find "$home" -type f -exec touch -t 202601010000 {} +

scratch=$(mktemp -d)
model=
: >"$scratch/model"
cleanup() {
  [ -z "$model" ] || kill "$model" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT

"$JAVA_HOME/bin/java" -XX:+UseSerialGC \
  -cp "$root/testing/target/classes:$root/core/target/classes:$home/lib/*" moltis.testing.model.ScriptedModelServer --port 0 --pace 0 >"$scratch/model" 2>&1 &
model=$!
waited=0
until address=$(sed -n 's/^scripted model: \([^ ]*\) .*/\1/p' "$scratch/model") && [ -n "$address" ]; do
  waited=$((waited + 1))
  [ $waited -lt 200 ] && kill -0 "$model" || { cat "$scratch/model" >&2; exit 1; }
  sleep 0.1
done

if ! MOLTIS_JAVA_OPTIONS="-XX:AOTCacheOutput=$scratch/moltis.aot" \
  "$home/bin/moltis" rehearse --model "$address" --scratch "$scratch/run" </dev/null >"$log" 2>&1; then
  echo "The training run failed; its output ends with:" >&2
  tail -n 20 "$log" >&2
  exit 1
fi
mv "$scratch/moltis.aot" "$home/lib/moltis.aot"

tar -czf "$app/target/moltis-$version.tar.gz" -C "$app/target" moltis
touch "$app/target/moltis.built"
