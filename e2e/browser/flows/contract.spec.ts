import { answers, ask, open } from "../harness/chat.ts";
import { expect, type Page, test } from "../harness/test.ts";

/** The prefix of the assets, found as an external suite finds it. */
async function prefix(page: Page): Promise<string> {
  const source = await page.locator('script[type="module"][src*="js/app.js"]').getAttribute("src");
  expect(source).toMatch(/js\/app\.js$/);
  return (source ?? "").replace(/js\/app\.js$/, "");
}

test("the boot data stands in the document as a plain assignment", async ({ request }) => {
  const html = await (await request.get("/chats/main", { headers: { Accept: "text/html" } })).text();

  expect(html).toMatch(/window\.__MOLTIS__=\{.*\};<\/script>/s);
});

test("a page is ready when its dot is connected and its state says so", async ({ page }) => {
  await open(page);

  await expect(page.locator("#pageContent > *").first()).toBeAttached();
  await page.waitForFunction(() => {
    const state = (
      window as unknown as { __moltis_state?: { connected: boolean; subscribed: boolean; ws?: WebSocket } }
    ).__moltis_state;
    return state?.connected && state.subscribed && state.ws?.readyState === WebSocket.OPEN;
  });
});

for (const name of [
  "state",
  "helpers",
  "chat-ui",
  "sessions",
  "events",
  "gon",
  "i18n",
  "ws-connect",
  "code-highlight",
  "stores/session-store",
  "stores/model-store",
  "stores/session-history-cache",
]) {
  test(`js/${name}.js can be imported below both addresses`, async ({ page }) => {
    await open(page);
    const base = await prefix(page);

    for (const address of [`${base}js/${name}.js`, `/assets/js/${name}.js`]) {
      const exported = await page.evaluate(async (url) => Object.keys(await import(url)), address);
      expect(exported.length, address).toBeGreaterThan(0);
    }
  });
}

test("the store of the page's sessions tells key, rows and counts", async ({ page }) => {
  await open(page, "/chats/session/contract");
  await ask(page, "Hello");

  const seen = await page.evaluate(() => {
    const { sessionStore } = (
      window as unknown as {
        __moltis_stores: {
          sessionStore: {
            activeSessionKey: { value: string };
            sessions: { value: unknown[] };
            getByKey: (key: string) => { messageCount: number } | undefined;
          };
        };
      }
    ).__moltis_stores;
    return {
      key: sessionStore.activeSessionKey.value,
      rows: sessionStore.sessions.value.length,
      count: sessionStore.getByKey("session:contract")?.messageCount,
    };
  });

  expect(seen).toEqual({ key: "session:contract", rows: expect.any(Number), count: 2 });
  await expect(answers(page)).toHaveCount(1);
});

test("documents that ask for nothing load nothing from other hosts", async ({ page, gateway }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(gateway.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });

  await open(page);
  for (const section of ["profile", "providers", "config", "logs", "about"]) await open(page, `/settings/${section}`);

  expect(elsewhere).toEqual([]);
});
