import { expect, it } from "vitest";
import { connected, scene, until } from "./stage";

it("an external suite finds its names below the prefix of the assets", async () => {
  const { page } = await scene("/chats/main");
  await connected(page);
  const prefix = await page.locator('script[src$="js/app.js"]').getAttribute("src");
  // As text: the test runner would rewrite the imports, which are meant for the page.
  const found = await page.evaluate(`(async () => {
    const base = ${JSON.stringify(prefix?.replace(/app\.js$/, ""))};
    const names = ["state", "helpers", "chat-ui", "sessions", "events", "gon", "i18n", "ws-connect", "code-highlight", "stores/session-store", "stores/model-store", "stores/session-history-cache"];
    const all = await Promise.all(names.flatMap((name) => [import(base + name + ".js"), import("/assets/js/" + name + ".js")]));
    const { connected, ws, chatSeq, activeSessionKey } = all[0];
    return {
      count: all.length,
      state: { connected, open: ws.readyState, chatSeq, activeSessionKey },
      usage: all[2].formatAssistantTokenUsage(12400, 320, 11800),
      greeting: all[12].t("sessions:welcome.greetingWithName", { name: "Sam" }),
      rpc: await all[2].sendRpc("models.list", {}),
      history: all[22].getSessionHistory("main").length,
    };
  })()`);
  expect(found).toMatchObject({
    count: 24,
    state: { connected: true, open: 1, chatSeq: 0, activeSessionKey: "main" },
    usage: "12.4K in (11.8K cached) / 320 out",
    greeting: "Hello, Sam!",
    rpc: { ok: true },
    history: 10,
  });
});

it("every request goes to the socket that stands in", async () => {
  const { page } = await scene("/chats/session/new");
  await connected(page);
  await until(() => page.evaluate(() => "__moltis_state" in window));
  const sent = await page.evaluate(async () => {
    const { __moltis_state: state } = window as unknown as {
      __moltis_state: { setWs(socket: object): void; pending: Record<string, (answer: object) => void> };
    };
    return new Promise<{ method: string }>((resolve) => {
      state.setWs({
        readyState: 1,
        send(text: string) {
          const frame = JSON.parse(text);
          if (frame.method !== "chat.send") return;
          state.pending[frame.id]?.({ ok: true, payload: { ok: true, runId: "r" } });
          delete state.pending[frame.id];
          resolve(frame);
        },
      });
      const input = document.getElementById("chatInput") as HTMLTextAreaElement;
      input.value = "to the stand-in";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => document.getElementById("sendBtn")?.click());
    });
  });
  expect(sent).toMatchObject({
    type: "req",
    method: "chat.send",
    params: { text: "to the stand-in", _session_key: "session:new" },
  });
});

it("pages load again when the connection is said to be back", async () => {
  const { page, gateway } = await scene("/settings/providers");
  await connected(page);
  await page.locator("#provider-anthropic").waitFor();
  await until(() => page.evaluate(() => "__moltis_state" in window));
  gateway.state.keys.add("openai");
  await page.evaluate(() => {
    const { __moltis_state: state } = window as unknown as { __moltis_state: { setConnected(value: boolean): void } };
    state.setConnected(false);
    state.setConnected(true);
  });
  await page.locator("#provider-openai").waitFor();
});

it("foreign rows in the message area are tolerated", async () => {
  const { page, gateway } = await scene("/chats/session/new");
  await connected(page);
  await until(() => page.evaluate(() => "__moltis_modules" in window));
  await page.evaluate(() => {
    const { __moltis_modules: modules } = window as unknown as {
      __moltis_modules: { "chat-ui": { chatAddMsg(role: string, text: string): HTMLElement } };
    };
    modules["chat-ui"].chatAddMsg("system", "put here by a test");
  });
  gateway.broadcast("chat", { sessionKey: "session:new", state: "user_message", text: "after it" });
  await page.locator(".user-text", { hasText: "after it" }).waitFor();
  expect(await page.locator(".msg.system", { hasText: "put here by a test" }).count()).toBe(1);
  await page.evaluate(() => document.querySelector(".msg.system")?.remove());
  gateway.broadcast("chat", { sessionKey: "session:new", state: "user_message", text: "and one more" });
  await page.locator(".user-text", { hasText: "and one more" }).waitFor();
});
