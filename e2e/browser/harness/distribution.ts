import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../../..");

/** The built distribution: what a person unpacks and runs. */
export const home = resolve(process.env["MOLTIS_DISTRIBUTION"] ?? join(root, "app/target/moltis"));

/** The environment of a process under test: what is set for the person's own Moltis never leaks into it. */
export function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("MOLTIS_") && !name.endsWith("_API_KEY"),
  );
  return { ...Object.fromEntries(inherited), ...own };
}

let found: string | undefined;

/** The `java` that the launcher would use. */
export function java(): string {
  found ??= join(
    execFileSync("sh", ["-c", '. "$0" && find_jdk && printf %s "$JAVA_HOME"', join(home, "bin/jdk.sh")], {
      encoding: "utf8",
    }),
    "bin/java",
  );
  return found;
}

/** The class path on which the scripted model runs: it is a test tool and no part of the distribution. */
export const modelClassPath = [
  join(root, "testing/target/classes"),
  join(root, "core/target/classes"),
  join(home, "lib/*"),
].join(":");

export function command(): string {
  const path = join(home, "bin/moltis");
  if (!existsSync(path)) throw new Error(`There is no distribution in ${home}: run ./mvnw package first.`);
  return path;
}

export interface Conversation {
  session: string;
  label?: string;
  lines: readonly { role: string; content: string; [field: string]: unknown }[];
}

/** Stores whole conversations in a data directory that no gateway uses: faster than having them. */
export async function seed(data: string, conversations: readonly Conversation[]): Promise<void> {
  const child = promisify(execFile)(
    java(),
    ["-XX:+UseSerialGC", "-cp", join(home, "lib/*"), join(import.meta.dirname, "../seed/Seed.java"), data],
    { maxBuffer: 1_000_000 },
  );
  child.child.stdin?.end(conversations.map((conversation) => `${JSON.stringify(conversation)}\n`).join(""));
  await child;
}
