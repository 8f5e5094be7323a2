import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { ask, open } from "../harness/chat.ts";
import type { Gateway } from "../harness/gateway.ts";
import { KEY } from "../harness/model.ts";
import { expect, type Page, test } from "../harness/test.ts";

const inData = (gateway: Gateway, name: string) => readFileSync(join(gateway.data, name), "utf8");
const inConfig = (gateway: Gateway, name: string) => readFileSync(join(gateway.config, name), "utf8");
const keys = (gateway: Gateway) => JSON.parse(inConfig(gateway, "provider_keys.json")) as Record<string, unknown>;

/** Puts a text into the editor as somebody does who selects all and pastes. */
async function write(page: Page, text: string): Promise<void> {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

async function editConfig(page: Page, change: (toml: string) => string, gateway: Gateway): Promise<string> {
  await open(page, "/settings/config");
  await expect(page.locator(".cm-content")).toBeVisible();
  const next = change(gateway.toml());
  await write(page, next);
  return next;
}

test("pain 3: your name and time zone, saved and read again from the disk", async ({ page, gateway }) => {
  await open(page, "/settings/profile");

  await page.locator("#userName").fill("Zoë O'Neil");
  await page.locator("#userName").press("Enter");
  await expect(page.getByText("Saved").first()).toBeVisible();
  await page.locator("#userZone").selectOption("Asia/Tokyo");

  await expect.poll(() => inData(gateway, "USER.md")).toContain("Asia/Tokyo");
  expect(inData(gateway, "USER.md")).toContain("Zoë O'Neil");
  await page.reload();
  await expect(page.locator("#userName")).toHaveValue("Zoë O'Neil");
  await expect(page.locator("#userZone")).toHaveValue("Asia/Tokyo");
});

test("pain 3: the agent's name, emoji, manner and soul, saved and read again from the disk", async ({
  page,
  gateway,
}) => {
  await open(page, "/settings/profile");
  const card = page.locator(".settings-card").filter({ hasText: "Your agent" });

  await page.locator("#agentName").fill("Ada");
  await page.locator("#agentEmoji").fill("🦉");
  await page.locator("#agentTheme").fill("calm: exact, with # signs");
  await page.locator("#agentSoul").fill("Line one\n\n---\nname: not a field\n");
  await card.getByRole("button", { name: "Save" }).click();

  await expect(card.getByText("Saved")).toBeVisible();
  expect(inData(gateway, "IDENTITY.md")).toMatch(/name: "?Ada"?\n/);
  expect(inData(gateway, "IDENTITY.md")).toContain("calm: exact, with # signs");
  expect(inData(gateway, "SOUL.md").trim()).toBe("Line one\n\n---\nname: not a field");
  await expect(page.locator("#titleName")).toHaveText("Ada");
  await page.reload();
  await expect(page.locator("#agentName")).toHaveValue("Ada");
  await expect(page.locator("#agentEmoji")).toHaveValue("🦉");
  await expect(page.locator("#agentTheme")).toHaveValue("calm: exact, with # signs");
  await expect(page.locator("#agentSoul")).toHaveValue(/^Line one\n\n---\nname: not a field\s*$/);
});

test("pain 3: the configuration is saved as typed, comments and all", async ({ page, gateway }) => {
  const next = await editConfig(
    page,
    (toml) => `${toml}\n[tools] # kept too\nagent_max_iterations = 7 # a lucky number\n`,
    gateway,
  );

  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expect(page.getByText("Saved")).toBeVisible();
  expect(gateway.toml()).toBe(next);
  expect(parse(gateway.toml())).toMatchObject({ tools: { agent_max_iterations: 7 } });
  expect(gateway.toml()).toContain("# A comment that has to survive every save.");
  await page.reload();
  await expect(page.locator(".cm-content")).toContainText("a lucky number");
  await open(page);
  await ask(page, "does it still answer");
});

test("pain 3: a configuration that is not valid says where, and cannot be saved", async ({ page, gateway }) => {
  const before = gateway.toml();
  await editConfig(page, (toml) => `${toml}\n[tools\n`, gateway);

  await expect(page.locator(".config-problems .error")).toContainText(/line \d+|:\d+/i);
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await write(page, before.replace(/^port = .*/m, 'port = "many"'));
  await expect(page.locator(".config-problems")).toContainText("port");
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  expect(gateway.toml()).toBe(before);
});

for (const mask of ["[set]", "********", "••••••••", "sk-…abcd"]) {
  test(`pain 3: the mask ${mask} is refused as a key`, async ({ page, gateway }) => {
    const before = gateway.toml();
    await editConfig(page, (toml) => toml.replace(KEY, mask), gateway);

    await page.getByRole("button", { name: "Save", exact: true }).click();

    await expect(page.getByText("would get the mask")).toBeVisible();
    expect(gateway.toml()).toBe(before);
  });
}

test("pain 3: what changed on the disk meanwhile is not written over", async ({ page, gateway, request }) => {
  await editConfig(page, (toml) => `${toml}\n# mine\n`, gateway);
  const { toml, version } = await (await request.get("/api/config")).json();
  const theirs = await request.post("/api/config", {
    data: { toml: `${toml}\n# theirs\n`, version },
    headers: { Origin: gateway.url },
  });
  expect(theirs.ok()).toBe(true);

  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expect(page.getByText("was changed by someone else").first()).toBeVisible();
  expect(gateway.toml()).toContain("# theirs");
  expect(gateway.toml()).not.toContain("# mine");
});

test("pain 3: a key is changed in its form, kept on disk, and never shown again", async ({ page, gateway, model }) => {
  await open(page, "/settings/providers");
  await page.locator("#providersAddLlmBtn").click();
  await page.locator('[data-provider="custom"]').click();
  await page.getByLabel("Endpoint URL").fill(model.url);
  await page.locator("#providerModal").getByLabel("API Key").fill(KEY);
  await page.locator("#providerModal").getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.locator("#providerModal .model-card").first()).toBeVisible();
  await page.locator("#providerModal").getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("#providerModal")).toHaveCount(0);

  const [name, entry] = Object.entries(keys(gateway))[0] ?? [];
  expect(name).toMatch(/^custom-/);
  expect(entry).toMatchObject({ apiKey: KEY, baseUrl: model.url });
  const card = page.locator(`#provider-${name}`);
  await expect(card).toBeVisible();
  expect(await page.content()).not.toContain(KEY);
  await card.getByRole("button", { name: "Change key" }).click();
  await expect(page.locator("#providerModal").getByLabel("API Key")).toHaveValue("");
  await page.locator("#providerModal").getByLabel("API Key").fill("********");
  await page.locator("#providerModal").locator("button[type=submit]").click();
  await expect(page.locator("#providerModal [role=alert]")).toBeVisible();
  expect(Object.entries(keys(gateway))[0]).toEqual([name, entry]);
});

test("pain 3: a model that is switched off stays off, and its provider can be removed", async ({ page, gateway }) => {
  await open(page, "/settings/providers");
  const card = page.locator("#provider-openai");
  const off = card.getByRole("checkbox", { name: "Use scripted-2" });
  await off.uncheck();

  await page.reload();
  await expect(card.getByRole("checkbox", { name: "Use scripted-2" })).not.toBeChecked();
  await expect(card.getByRole("checkbox", { name: "Use scripted-1" })).toBeChecked();
  await card.getByRole("button", { name: "Test" }).click();
  await expect(page.locator(".toast")).toContainText("scripted-1 answers.");
  await card.getByRole("button", { name: "Delete" }).click();
  await page.locator(".provider-modal").getByRole("button", { name: "Cancel" }).click();
  await expect(card).toBeVisible();
  expect(gateway.toml()).toContain(KEY);
});

test("pain 3: what is chosen under Appearance is there after a reload", async ({ page }) => {
  await open(page, "/settings/appearance");

  await page
    .getByRole("radio", { name: "Dark" })
    .or(page.getByRole("button", { name: "Dark" }))
    .last()
    .click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const storage = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await page.reload();

  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe(storage);
});

test("the log is live, can be filtered, and downloaded", async ({ page, context }) => {
  await open(page, "/settings/logs");
  await expect(page.locator(".log-row").first()).toBeVisible();
  const before = await page.locator(".log-row").count();
  const other = await context.newPage();
  await open(other);

  await ask(other, "fail 401").catch(() => {});

  await expect.poll(() => page.locator(".log-row").count()).toBeGreaterThanOrEqual(before);
  await page.getByRole("searchbox", { name: "Filter by text" }).fill("no such words anywhere");
  await expect(page.locator("#logsArea")).toContainText("Nothing matches.");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("moltis-logs.jsonl");
});

test("every section has a page, and an unknown one leads to the profile", async ({ page, pageErrors }) => {
  await open(page, "/settings/profile");
  const sections = page.locator(".settings-nav-item");
  const count = await sections.count();
  expect(count).toBeGreaterThanOrEqual(5);

  for (let index = 0; index < count; index++) {
    const name = await sections.nth(index).textContent();
    await sections.nth(index).click();
    await expect(page.locator(".settings-section h1")).toHaveText(name ?? "");
  }

  await open(page, "/settings/nothing-here");
  await expect(page).toHaveURL(/\/settings\/profile$/);
  expect(pageErrors).toEqual([]);
});

test("deleting all sessions asks first, and leaves Main", async ({ page }) => {
  await open(page, "/chats/session/one");
  await ask(page, "Hello");
  await open(page, "/settings/about");

  await page.getByRole("button", { name: "Delete all sessions" }).click();
  await page.locator(".provider-modal").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Delete all sessions" }).click();
  await page.locator(".provider-modal").getByRole("button", { name: "Delete all sessions" }).click();

  await expect(page.locator(".toast")).toContainText("deleted");
  await open(page);
  await expect(page.locator('[data-session-key="session:one"]')).toHaveCount(0);
});
