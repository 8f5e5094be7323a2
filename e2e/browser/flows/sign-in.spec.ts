import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { open } from "../harness/chat.ts";
import { Gateway } from "../harness/gateway.ts";
import { looks, settled } from "../harness/looks.ts";
import { KEY } from "../harness/model.ts";
import { OAuthServer } from "../harness/oauth.ts";
import { test as base, expect, type Page } from "../harness/test.ts";

const test = base.extend<{ oauth: OAuthServer }>({
  oauth: async ({ gateway }, use) => {
    const oauth = await OAuthServer.start();
    oauth.serve(gateway);
    await use(oauth);
    oauth.stop();
  },
});
const firstRun = test.extend({ begin: "fresh" });

const dialog = (page: Page): Locator => page.locator("#providerModal");
const connect = (page: Page): Locator => page.getByRole("button", { name: "Connect", exact: true });
const storedTokens = (gateway: Gateway): Record<string, unknown> => {
  const file = join(gateway.config, "oauth_tokens.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
};

async function choose(page: Page, provider: string): Promise<void> {
  await open(page, "/settings/providers");
  await page.locator("#providersAddLlmBtn").click();
  await page.locator(`[data-provider="${provider}"]`).click();
}

/** Clicks, and gives the page of the provider that opens beside. */
async function opened(page: Page, click: () => Promise<void>): Promise<Page> {
  const beside = page.context().waitForEvent("page");
  await click();
  return beside;
}

/** Agrees where the browser cannot reach Moltis. @returns the address at which it would end */
async function agreeElsewhere(page: Page): Promise<string> {
  const there = await opened(page, () => connect(page).click());
  const address = await there.getByRole("link", { name: "Agree" }).getAttribute("href");
  await there.close();
  return address ?? "";
}

test("pain 7: a subscription is connected by a page of the provider", async ({ page, gateway, oauth }) => {
  await choose(page, "openai-codex");
  const there = await opened(page, () => connect(page).click());
  await expect(dialog(page).getByRole("status").filter({ hasText: "Waiting for you" })).toContainText(
    new URL(oauth.url).host,
  );

  await there.getByRole("link", { name: "Agree" }).click();

  await expect(dialog(page)).toContainText("OpenAI Codex — Select Models");
  await dialog(page).getByRole("button", { name: "Continue" }).click();
  const card = page.locator("#provider-openai-codex");
  await expect(card).toContainText("Signed in here");
  expect(Object.keys(storedTokens(gateway))).toEqual(["openai-codex"]);
  const seen = [await page.content(), await page.evaluate(() => JSON.stringify({ ...localStorage })), gateway.log()];
  for (const token of oauth.tokens) for (const text of seen) expect(text).not.toContain(token);
});

test("pain 7: when the browser is on another machine, the address at which it ended is pasted", async ({
  page,
  gateway,
  oauth,
}) => {
  await choose(page, "openai-codex");
  const address = await agreeElsewhere(page);
  const field = dialog(page).getByLabel("Did it end on a page that cannot be opened?");
  const submit = dialog(page).getByRole("button", { name: "Submit Callback" });

  await field.fill(`${oauth.url}/authorize`);
  await submit.click();
  await expect(dialog(page).getByRole("alert")).toContainText("must hold code= and state=");
  await field.fill("some-code#another-state");
  await submit.click();
  await expect(dialog(page).getByRole("alert")).toContainText("unknown or expired");
  await field.fill(address);
  await field.press("Enter");

  await expect(dialog(page)).toContainText("OpenAI Codex — Select Models");
  expect(Object.keys(storedTokens(gateway))).toEqual(["openai-codex"]);
});

test("who refuses at the provider is told so, and can start again", async ({ page, oauth }) => {
  await choose(page, "openai-codex");
  const there = await opened(page, () => connect(page).click());
  await there.getByRole("link", { name: "Refuse" }).click();

  await expect(dialog(page).getByRole("alert")).toContainText("You said no.");
  const again = await opened(page, () => dialog(page).getByRole("button", { name: "Start again" }).click());

  await expect(again).toHaveURL(new RegExp(`^${oauth.url}`));
});

test("a device code is shown, copied, and typed elsewhere", async ({ page, context, gateway, oauth }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await choose(page, "github-copilot");
  await connect(page).click();
  const code = (await dialog(page).locator("output").textContent()) ?? "";
  expect(code).toMatch(/^WDJB-/);
  await expect(dialog(page).getByRole("timer")).toHaveText(/^(10:00|9:\d\d)$/);
  await dialog(page).getByRole("button", { name: "Copy code" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  const there = await opened(page, () => dialog(page).getByRole("link", { name: "/verify" }).click());
  await there.getByLabel("Code").fill(code);
  await there.getByRole("button", { name: "Agree" }).click();

  await expect(dialog(page)).toContainText("GitHub Copilot — Select Models");
  expect(Object.keys(storedTokens(gateway))).toContain("github-copilot");
  expect(oauth.tokens).toHaveLength(2);
});

test("a device code can be given up, and one that ends says so", async ({ page, oauth }) => {
  await choose(page, "github-copilot");
  await connect(page).click();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page).locator("output")).toHaveCount(0);
  await expect(connect(page)).toBeFocused();

  oauth.deviceLife = 2;
  await connect(page).click();
  await expect(dialog(page).getByRole("alert")).toBeVisible();
  oauth.deviceLife = 600;
  await dialog(page).getByRole("button", { name: "Start again" }).click();

  await expect(dialog(page).locator("output")).toBeVisible();
});

test("by keyboard alone: a key instead of the sign-in, and back", async ({ page, oauth: _ }) => {
  await choose(page, "openai-codex");
  await expect(connect(page)).toBeFocused();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByLabel("API Key")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Sign in instead of pasting a key" }).press("Enter");
  await expect(connect(page)).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(dialog(page)).toHaveCount(0);
});

test("a wrong key says why and is not kept; the right one connects", async ({ page, gateway, model }) => {
  await choose(page, "mistral");
  await dialog(page).getByRole("button", { name: "Use another endpoint" }).click();
  await dialog(page).getByLabel("Endpoint").fill(model.url);
  await dialog(page).getByLabel("API Key").fill("wrong-key");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText(/key/i);
  expect(existsSync(join(gateway.config, "provider_keys.json"))).toBe(false);

  await dialog(page).getByLabel("API Key").fill(KEY);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).locator(".model-card").first()).toBeVisible();
  await dialog(page).getByRole("button", { name: "Continue" }).click();

  await expect(page.locator("#provider-mistral")).toContainText("Key saved here");
});

test("Anthropic takes a key only, and says why", async ({ page, oauth: _ }) => {
  await choose(page, "anthropic");

  await expect(dialog(page).getByRole("button", { name: /sign in/i })).toHaveCount(0);
  const handbook = await opened(page, () =>
    dialog(page).getByRole("link", { name: "Why there is no sign-in" }).click(),
  );
  await expect(handbook.getByRole("heading", { name: "Why there is no Anthropic OAuth" })).toBeVisible();
});

test("a disconnect says what goes, and nothing of the sign-in stays", async ({ page, gateway, oauth }) => {
  await choose(page, "openai-codex");
  const there = await opened(page, () => connect(page).click());
  await there.getByRole("link", { name: "Agree" }).click();
  await dialog(page).getByRole("button", { name: "Continue" }).click();
  const card = page.locator("#provider-openai-codex");

  await card.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Your sign-in at OpenAI Codex is deleted from this machine.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: "Delete" }).click();
  await question.getByRole("button", { name: "Confirm" }).click();

  await expect(card).toHaveCount(0);
  expect(storedTokens(gateway)).toEqual({});
  expect(oauth.tokens).not.toEqual([]);
});

base("the Codex command line's sign-in is shown as such, can be left, and taken again", async ({ page, model }) => {
  const gateway = await Gateway.settled(model.url, KEY);
  const codex = join(gateway.config, "codex");
  const theirs = JSON.stringify({ tokens: { access_token: "theirs", refresh_token: "theirs", account_id: "a" } });
  mkdirSync(codex);
  writeFileSync(join(codex, "auth.json"), theirs);
  await gateway.start({ CODEX_HOME: codex });
  try {
    await open(page, `${gateway.url}/settings/providers`);
    const card = page.locator("#provider-openai-codex");
    await expect(card).toContainText("Signed in by the Codex command line");
    await card.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("The Codex command line stays signed in");
    await page.getByRole("alertdialog").getByRole("button", { name: "Confirm" }).click();
    await expect(card).toHaveCount(0);

    await page.locator("#providersAddLlmBtn").click();
    await page.locator('[data-provider="openai-codex"]').click();
    await expect(dialog(page)).toContainText("The Codex command line is signed in on this machine");
    await dialog(page).getByRole("button", { name: "Use this sign-in" }).click();
    await dialog(page).getByRole("button", { name: "Continue" }).click();

    await expect(card).toContainText("Signed in by the Codex command line");
    expect(readFileSync(join(codex, "auth.json"), "utf8")).toBe(theirs);
  } finally {
    await gateway.dispose();
  }
});

firstRun("the first run offers the same ways, and goes on where they end", async ({ page, oauth: _ }) => {
  await page.goto("/");
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).click();
  const row = page.locator(".onboarding-provider").filter({ hasText: "OpenAI Codex" });
  await row.getByRole("button", { name: "Configure" }).click();
  const there = await opened(page, () => row.getByRole("button", { name: "Connect", exact: true }).click());
  await there.getByRole("link", { name: "Agree" }).click();

  await expect(page.getByRole("heading", { name: "Pick a model" })).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("#firstMessage")).toBeVisible();
});

for (const { device, theme, use } of looks) {
  test.describe(() => {
    test.use(use);

    test(`axe has nothing to say about signing in: ${device}, ${theme}`, async ({ page, oauth }) => {
      const inspect = async (state: string) => {
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" "))}`);
        expect.soft(found, state).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(wide, `${state} scrolls sideways`).toBeLessThanOrEqual(0);
      };
      await choose(page, "openai-codex");
      await inspect("before");
      const there = await opened(page, () => connect(page).click());
      await dialog(page).getByRole("button", { name: "Submit Callback" }).click();
      await inspect("waiting, with a wrong paste");
      await there.getByRole("link", { name: "Refuse" }).click();
      await expect(dialog(page).getByRole("button", { name: "Start again" })).toBeVisible();
      await inspect("refused");
      await choose(page, "github-copilot");
      await connect(page).click();
      await inspect("device code");
      expect(oauth.tokens).toEqual([]);
    });
  });
}
