import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Conversation, command, environment, seed } from "./distribution.ts";

const START_MS = 60_000;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A gateway of the built distribution with folders of its own. It can be killed and started again on the same port. */
export class Gateway {
  readonly config: string;
  readonly data: string;
  #process: ChildProcess | undefined;

  private constructor(
    private readonly scratch: string,
    readonly port: number,
  ) {
    this.config = join(scratch, "config");
    this.data = join(scratch, "data");
    for (const folder of [this.config, this.data, join(scratch, "home")]) mkdirSync(folder);
  }

  /** Folders as a person has them who never started the program. */
  static async fresh(): Promise<Gateway> {
    return new Gateway(mkdtempSync(join(tmpdir(), "moltis-browser-")), await freePort());
  }

  /** Folders of somebody who has been through the first run, connected to the model at {@code baseUrl}. */
  static async settled(baseUrl: string, key: string): Promise<Gateway> {
    const gateway = await Gateway.fresh();
    writeFileSync(join(gateway.data, ".onboarded"), "");
    writeFileSync(join(gateway.data, "IDENTITY.md"), "---\nname: Ada\n---\n");
    writeFileSync(join(gateway.data, "USER.md"), "---\nname: Alice\n---\n");
    writeFileSync(
      gateway.configFile,
      `# A comment that has to survive every save.
[chat]
priority_models = ["scripted-1", "scripted-2"]

[providers.openai]
enabled = true
api_key = "${key}"
base_url = "${baseUrl}"
models = ["scripted-1", "scripted-2"]
`,
    );
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get configFile(): string {
    return join(this.config, "moltis.toml");
  }

  toml(): string {
    return readFileSync(this.configFile, "utf8");
  }

  log(): string {
    return readFileSync(join(this.scratch, "gateway.log"), "utf8");
  }

  /** Whether a text has reached the disk. */
  kept(text: string): boolean {
    return ["moltis.db", "moltis.db-wal"].some((name) => readFileSync(join(this.data, name)).includes(text));
  }

  seed(conversations: readonly Conversation[]): Promise<void> {
    return seed(this.data, conversations);
  }

  /** @param own variables of the environment, beside those that name its folders */
  async start(own: Record<string, string> = {}): Promise<this> {
    const output = openSync(join(this.scratch, "gateway.log"), "a");
    const child = spawn(command(), ["gateway", "--bind", "127.0.0.1", "--port", String(this.port)], {
      cwd: this.scratch,
      env: environment({
        HOME: join(this.scratch, "home"),
        MOLTIS_CONFIG_DIR: this.config,
        MOLTIS_DATA_DIR: this.data,
        ...own,
      }),
      stdio: ["ignore", output, output],
    });
    this.#process = child;
    const deadline = Date.now() + START_MS;
    for (;;) {
      const healthy = await fetch(`${this.url}/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (healthy) return this;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`The gateway did not start:\n${this.log()}`);
      await pause(20);
    }
  }

  /** As `kill -9`: nothing is closed, nothing is said. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
