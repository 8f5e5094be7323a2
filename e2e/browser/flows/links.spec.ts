import { ask, asked, input, open, ready } from "../harness/chat.ts";
import { expect, test } from "../harness/test.ts";

/** The parameters by which control pages were attacked, and every other that might mean something. */
const FOREIGN = "http://evil.example:9999";
const PARAMETERS = [
  "gatewayUrl",
  "gateway",
  "url",
  "ws",
  "wsUrl",
  "endpoint",
  "server",
  "host",
  "api",
  "base_url",
  "baseUrl",
  "proxy",
  "redirect",
  "next",
  "return_to",
  "token",
  "apiKey",
  "api_key",
  "key",
  "password",
  "q",
  "prompt",
  "message",
  "text",
  "send",
  "query",
  "model",
  "provider",
  "session",
  "agent",
  "theme",
  "lang",
  "locale",
  "rpc_timeout_ms",
  "config",
  "command",
  "run",
  "setup_code",
  "code",
  "state",
];

for (const path of ["/", "/chats/main", "/settings/providers", "/settings/config", "/onboarding", "/login"]) {
  test(`incident 1: no parameter of ${path} sends, changes or points anywhere`, async ({ page, gateway }) => {
    await open(page);
    await ask(page, "said by me");
    const toml = gateway.toml();
    const storage = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    const before = await storage();
    const requests: string[] = [];
    const sockets: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => sockets.push(socket.url()));

    for (const value of [FOREIGN, "ws://evil.example:9999/ws", "dark", "/clear", "fr"]) {
      const query = new URLSearchParams(PARAMETERS.map((name) => [name, value]));
      await page.goto(`${path}?${query}#${query}`);
      await expect(page.locator("body")).toBeVisible();
      await page.waitForLoadState("networkidle").catch(() => {});
    }

    const origins = new Set(requests.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).origin));
    expect([...origins]).toEqual([gateway.url]);
    for (const url of sockets) expect(new URL(url).host).toBe(new URL(gateway.url).host);
    expect(gateway.toml()).toBe(toml);
    expect(await storage()).toBe(before);
    await open(page);
    await ready(page);
    await expect(asked(page)).toHaveText([/said by me/]);
    await expect(input(page)).toHaveValue("");
  });
}

test("incident 1: the page itself forbids connections to other hosts", async ({ page, pageErrors }) => {
  const response = await page.goto("/chats/main");

  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/connect-src 'self'/);
  expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*(\*|'unsafe-inline')/);
  const refused = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        void fetch(url).catch(() => {});
      }),
    FOREIGN,
  );
  expect(refused).toBe("connect-src");
  // The refusal is told on the console, which is what was asked for.
  pageErrors.length = 0;
});
