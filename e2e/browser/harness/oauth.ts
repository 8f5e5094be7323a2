import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Gateway } from "./gateway.ts";

const CLIENT = "browser-tests";

interface Grant {
  challenge: string;
  redirect: string;
}

/**
 * An authorization server for the tests, strict where a real one is: PKCE is checked, a code is good once and for its
 * redirect only. A gateway is sent here by {@code oauth_providers.json}, as a person would do it.
 */
export class OAuthServer {
  /** Every token that was handed out; none may be seen anywhere. */
  readonly tokens: string[] = [];
  /** The code that {@code /verify} was told. */
  readonly #approved = new Set<string>();
  readonly #codes = new Map<string, Grant>();
  readonly #devices = new Map<string, string>();
  readonly #server: Server;
  /** How long a device code is good, in seconds. */
  deviceLife = 600;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<OAuthServer> {
    const server = createServer();
    const stand = new OAuthServer(server);
    server.on("request", (request, response) => void stand.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return stand;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Sends the sign-ins of Codex (by browser) and of Copilot (by device) of a gateway here. */
  serve(gateway: Gateway): void {
    const client = { client_id: CLIENT, token_url: `${this.url}/token`, redirect_uri: "" };
    writeFileSync(
      join(gateway.config, "oauth_providers.json"),
      JSON.stringify({
        "openai-codex": { ...client, auth_url: `${this.url}/authorize` },
        "github-copilot": { ...client, auth_url: `${this.url}/device`, device_flow: true },
      }),
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const form = new URLSearchParams(request.method === "POST" ? await body(request) : url.search);
    const json = (status: number, value: object) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    };
    const page = (html: string) => {
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end(`<!doctype html><html lang="en"><title>Stand-in</title><main>${html}</main></html>`);
    };
    switch (url.pathname) {
      case "/authorize":
        return page(this.#authorize(form));
      case "/device": {
        const device = randomUUID();
        const userCode = `WDJB-${device.slice(0, 4).toUpperCase()}`;
        this.#devices.set(device, userCode);
        return json(200, {
          device_code: device,
          user_code: userCode,
          verification_uri: `${this.url}/verify`,
          interval: 1,
          expires_in: this.deviceLife,
        });
      }
      case "/verify":
        if (form.has("code")) this.#approved.add(form.get("code") ?? "");
        return page(
          form.has("code")
            ? "<h1>You can go back</h1>"
            : '<h1>Device</h1><form><label>Code <input name="code"></label><button>Agree</button></form>',
        );
      case "/token":
        return json(...this.#token(form));
      default:
        return json(404, { error: "not_found" });
    }
  }

  #authorize(query: URLSearchParams): string {
    const redirect = query.get("redirect_uri") ?? "";
    const good =
      query.get("client_id") === CLIENT &&
      query.get("response_type") === "code" &&
      query.get("code_challenge_method") === "S256" &&
      redirect !== "";
    if (!good) return "<h1>Bad request</h1>";
    const code = randomUUID();
    this.#codes.set(code, { challenge: query.get("code_challenge") ?? "", redirect });
    const back = (fields: Record<string, string>) =>
      `${redirect}?${new URLSearchParams({ ...fields, state: query.get("state") ?? "" })}`.replaceAll("&", "&amp;");
    const refusal = { error: "access_denied", error_description: "You said no." };
    return `<h1>Sign in</h1><a href="${back({ code })}">Agree</a> <a href="${back(refusal)}">Refuse</a>`;
  }

  #token(form: URLSearchParams): [number, object] {
    if (form.get("client_id") !== CLIENT) return [401, { error: "invalid_client" }];
    if (form.get("grant_type") === "authorization_code") {
      const code = form.get("code") ?? "";
      const grant = this.#codes.get(code);
      this.#codes.delete(code);
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const good = grant?.challenge === challenge && grant.redirect === form.get("redirect_uri");
      return good ? this.#tokens() : [400, { error: "invalid_grant", error_description: "The code is not good." }];
    }
    const userCode = this.#devices.get(form.get("device_code") ?? "");
    if (userCode === undefined) return [400, { error: "invalid_grant" }];
    return this.#approved.has(userCode) ? this.#tokens() : [400, { error: "authorization_pending" }];
  }

  #tokens(): [number, object] {
    const access = jwt({ "https://api.openai.com/auth": { chatgpt_account_id: "account-1" }, id: randomUUID() });
    const refresh = `refresh-${randomUUID()}`;
    this.tokens.push(access, refresh);
    return [200, { access_token: access, refresh_token: refresh, expires_in: 3600 }];
  }
}

async function body(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: 4_000_000_000, ...claims })}.unsigned`;
}
