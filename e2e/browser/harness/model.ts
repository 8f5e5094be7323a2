import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { environment, java, modelClassPath } from "./distribution.ts";

export const KEY = "scripted-key";

/** The scripted model in a process of its own; what it answers depends on the last message only. */
export class Model {
  /** @param url the base address of the OpenAI protocol */
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<Model> {
    const child = spawn(
      java(),
      [
        "-XX:+UseSerialGC",
        "-cp",
        modelClassPath,
        "moltis.testing.model.ScriptedModelServer",
        "--port",
        "0",
        "--pace",
        "2",
      ],
      { env: environment({}), stdio: ["ignore", "pipe", "inherit"] },
    );
    for await (const line of createInterface(child.stdout)) {
      const address = /^scripted model: (\S+)/.exec(line)?.[1];
      if (address) return new Model(`${address}/v1`, child);
    }
    throw new Error("The scripted model did not start. Its classes are built by ./mvnw package.");
  }

  stop(): void {
    this.process.kill();
  }
}
