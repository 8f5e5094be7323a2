import { describe, expect, it } from "vitest";
import { connected, scene, until, visit } from "./stage";

const PARAMETERS =
  "gatewayUrl=wss://evil.example&gateway=http://evil.example&url=http://evil.example&ws=ws://evil.example&q=send+me&prompt=do+it&message=do+it&text=do+it&token=t&api_key=k&session=evil&key=evil&model=evil&theme=evil&redirect=http://evil.example&next=//evil.example";

describe("incident 1: a link can do nothing", () => {
  it.each(["/", "/chats/main", "/chats/session/x", "/settings/providers", "/settings/config", "/login", "/onboarding"])(
    "%s",
    async (path) => {
      const { page, gateway, url, context } = await scene("/chats/main");
      await connected(page);
      const called: string[] = [];
      for (const [name, method] of Object.entries(gateway.methods)) {
        gateway.methods[name] = (params, socket) => {
          called.push(name);
          return method(params, socket);
        };
      }
      const elsewhere: string[] = [];
      context.on(
        "request",
        (request) =>
          new URL(request.url()).host !== new URL(url).host &&
          !request.url().startsWith("data:") &&
          elsewhere.push(request.url()),
      );
      const sockets: string[] = [];
      const victim = await context.newPage();
      victim.on("websocket", (socket) => sockets.push(socket.url()));
      await victim.goto(`${url}${path}?${PARAMETERS}#${PARAMETERS}`);
      await victim.waitForTimeout(700);
      expect(elsewhere).toEqual([]);
      for (const socket of sockets) expect(new URL(socket).host).toBe(new URL(url).host);
      expect(
        called.filter((name) =>
          /send|save|set|patch|delete|clear|remove|update|abort|configure|enable|disable|fork|add_custom|resolve/.test(
            name,
          ),
        ),
      ).toEqual([]);
      expect(new URL(victim.url()).host).toBe(new URL(url).host);
    },
  );
});

describe("incident 10: what a model says is never run", () => {
  it("under the policy that production has, streamed and stored", async () => {
    const { page, gateway } = await scene("/chats/session/xss", { delay: 0 });
    await connected(page);
    const violations: string[] = [];
    await page.exposeFunction("pwned", () => violations.push("ran"));
    page.on("dialog", (dialog) => {
      violations.push(dialog.message());
      void dialog.dismiss();
    });
    page.on(
      "console",
      (message) => message.text().includes("Content Security Policy") && violations.push(message.text()),
    );
    const corpus = [
      "<script>pwned()</script>",
      "<img src=x onerror=pwned()>",
      "<svg onload=pwned()>",
      "[x](javascript:pwned())",
      '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
      "![x](https://evil.example/steal)",
      "<style>@import url(https://evil.example)</style>",
      "```html\n<img src=x onerror=pwned()>\n```",
      "<form action=https://evil.example><button>x</button></form>",
    ].join("\n\n");
    for (let at = 0; at < corpus.length; at += 5)
      gateway.broadcast("chat", {
        sessionKey: "session:xss",
        runId: "x",
        state: "delta",
        text: corpus.slice(at, at + 5),
      });
    gateway.broadcast("chat", { sessionKey: "session:xss", runId: "x", state: "final", text: corpus, messageIndex: 1 });
    gateway.broadcast("chat", { sessionKey: "session:xss", state: "notice", title: corpus, message: corpus });
    gateway.broadcast("chat", {
      sessionKey: "session:xss",
      runId: "y",
      state: "tool_call_start",
      toolCallId: '"><img src=x onerror=pwned()>',
      toolName: corpus,
      arguments: { command: corpus },
    });
    gateway.broadcast("chat", {
      sessionKey: "session:xss",
      runId: "y",
      state: "error",
      error: { title: corpus, detail: corpus, hint: corpus },
    });
    gateway.methods["sessions.patch"]?.({ key: "session:xss", label: corpus });
    await page.locator(".error-card").waitFor();
    for (const link of await page.locator("#messages a").all())
      expect(await link.getAttribute("href")).toMatch(/^https?:|^mailto:|^#/);
    await page.waitForTimeout(500);
    expect(violations).toEqual([]);
    expect(await page.locator("#messages :is(script, iframe, form, style, svg[onload], img[onerror])").count()).toBe(0);
  });

  it("an answer in boot data stays data", async () => {
    const { page, gateway, url, context } = await scene("/chats/main");
    await connected(page);
    gateway.state.sessions.get("main").preview = "</script><script>window.pwned = true</script>";
    const next = await visit(context, `${url}/chats/main`);
    await connected(next);
    expect(await next.evaluate(() => "pwned" in window)).toBe(false);
  });
});

it("no file of the page comes from elsewhere, and nothing breaks the content policy", async () => {
  const { page, context, url } = await scene("/chats/session/release");
  const foreign: string[] = [];
  const refused: string[] = [];
  context.on(
    "request",
    (request) => !request.url().startsWith(url) && !/^(data|blob):/.test(request.url()) && foreign.push(request.url()),
  );
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await page.reload();
  await connected(page);
  await page.locator("code.shiki").first().waitFor();
  for (const section of ["profile", "appearance", "providers", "logs", "config", "about"]) {
    await page.goto(`${url}/settings/${section}`);
    await page.locator("h1").first().waitFor();
  }
  await until(async () => (await page.locator("h1").first().innerText()) === "Data and About");
  expect(foreign).toEqual([]);
  expect(refused).toEqual([]);
});
