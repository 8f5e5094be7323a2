import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, open } from "../harness/chat.ts";
import { home } from "../harness/distribution.ts";
import { expect, type Page, test } from "../harness/test.ts";

const controlled = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    return true;
  });

test("what the service worker keeps is the offline page, and never a piece of the app", async ({ page, request }) => {
  await open(page);
  await controlled(page);
  await page.reload();

  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const entry of await (await caches.open(name)).keys()) found.push(new URL(entry.url).pathname);
    return found;
  });

  expect(kept).toEqual(["/offline.html"]);
  const script = await request.get("/sw.js");
  expect(script.headers()["cache-control"]).toMatch(/no-cache|no-store|max-age=0/);
});

test("without the gateway there is a page that says so, and with it the app again", async ({ page, gateway }) => {
  await open(page);
  await controlled(page);
  await page.reload();
  await gateway.stop();

  await page.reload();
  await expect(page.locator("body")).toContainText("You're offline");
  await gateway.start();

  await open(page);
  await ask(page, "back again");
});

test("after an update the next load has the new app, also through an old service worker", async ({ page, gateway }) => {
  await open(page);
  await controlled(page);
  await page.reload();
  await gateway.stop();
  const share = mkdtempSync(join(tmpdir(), "moltis-share-"));
  const styles = join(share, "web/assets/css");
  cpSync(join(home, "web"), join(share, "web"), { recursive: true });
  for (const name of readdirSync(styles)) if (/\.(br|gz)$/.test(name)) rmSync(join(styles, name));
  appendFileSync(join(styles, "style.css"), "\n:root { --updated: yes; }\n");
  await gateway.start({ MOLTIS_SHARE_DIR: share });

  await open(page);

  const seen = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--updated"));
  expect(seen.trim()).toBe("yes");
  rmSync(share, { recursive: true, force: true });
});

test("the manifest makes it installable", async ({ page, request }) => {
  await page.goto("/chats/main");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");

  const manifest = await (await request.get(href ?? "")).json();

  expect(manifest).toMatchObject({ display: "standalone", start_url: "/chats" });
  for (const { src } of manifest.icons) expect((await request.get(src)).status(), src).toBe(200);
});
