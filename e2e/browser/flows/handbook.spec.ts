import { expect, type Page, test } from "../harness/test.ts";

/** Opens a page of the handbook and waits until it listens: its words are there before its script. */
async function read(page: Page): Promise<void> {
  await page.goto("/docs/quickstart");
  await expect(page.locator("h1").first()).toBeVisible();
  await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
}

test("the handbook is served, needs nothing from elsewhere, and every page of it opens", async ({ page, gateway }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(gateway.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  await page.goto("/docs/quickstart");
  const pages = await page
    .locator(".VPSidebar a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  expect(pages.length).toBeGreaterThan(8);

  for (const path of pages) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(200);
    await expect(page.locator("h1").first(), path).toBeVisible();
  }

  expect(elsewhere).toEqual([]);
});

test("where a question arises in the app there is a link to a page of the handbook that exists", async ({
  page,
  request,
}) => {
  const pages = new Set<string>();
  for (const section of ["providers", "config", "logs", "about"]) {
    await page.goto(`/settings/${section}`);
    await expect(page.locator(".settings-section h1")).toBeVisible();
    for (const link of await page.locator('.settings-section a[href^="/docs/"]').all())
      pages.add((await link.getAttribute("href")) ?? "");
  }
  await page.goto("/settings/providers");
  for (const provider of ["anthropic", "local-llm"]) {
    await page.locator("#providersAddLlmBtn").click();
    await page.locator(`[data-provider="${provider}"]`).click();
    const link = page.locator('#providerModal a[href^="/docs/"]').first();
    pages.add((await link.getAttribute("href")) ?? "");
    await page.keyboard.press("Escape");
    await expect(page.locator("#providerModal")).toHaveCount(0);
  }

  expect([...pages].sort()).toEqual([
    "/docs/anthropic-oauth",
    "/docs/configuration",
    "/docs/data-and-backup",
    "/docs/providers",
    "/docs/starter-model",
    "/docs/troubleshooting",
  ]);
  for (const path of pages) expect((await request.get(path)).status(), path).toBe(200);
});

test("the arrow keys turn the pages of the handbook", async ({ page }) => {
  await read(page);
  const begin = page.url();
  const title = (await page.locator("h1").first().textContent()) ?? "";

  await page.keyboard.press("ArrowRight");
  await expect(page).not.toHaveURL(begin);
  await expect(page.locator("h1").first()).not.toHaveText(title);
  await page.keyboard.press("ArrowLeft");

  await expect(page).toHaveURL(begin);
});

for (const key of ["/", "s"]) {
  test(`the key ${key} searches the handbook, without a network`, async ({ page }) => {
    await read(page);

    await page.keyboard.press(key);
    await expect(page.locator(".VPLocalSearchBox input")).toBeFocused();
    await page.keyboard.type("backup");

    await expect(page.locator(".VPLocalSearchBox .result").first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/backup/);
  });
}

test("? lists the keys of the handbook and Escape closes the list", async ({ page }) => {
  await read(page);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toHaveCount(0);
});

test("an unknown page of the handbook says so", async ({ page }) => {
  const response = await page.goto("/docs/no-such-page");

  expect(response?.status()).toBe(404);
  await expect(page.locator("body")).toContainText(/404|not found/i);
});
