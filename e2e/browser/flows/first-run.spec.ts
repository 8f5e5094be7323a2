import { answers, ask, idle, open } from "../harness/chat.ts";
import { Gateway } from "../harness/gateway.ts";
import { KEY } from "../harness/model.ts";
import { expect, firstRun, type Page, test } from "../harness/test.ts";

async function welcome(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page).toHaveURL(/\/onboarding$/);
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Add LLMs" })).toBeVisible();
}

async function openCustom(page: Page): Promise<void> {
  await page.getByRole("searchbox", { name: "Search providers" }).fill("compatible");
  await page
    .locator(".onboarding-provider")
    .filter({ hasText: "OpenAI Compatible" })
    .getByRole("button", { name: "Configure" })
    .click();
}

firstRun(
  "pain 1: from an empty data directory to the first answer, in the browser alone",
  async ({ page, model, gateway }) => {
    await welcome(page);
    await openCustom(page);
    await page.getByLabel("Endpoint URL").fill(model.url);
    await page.getByLabel("API Key").fill(KEY);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.locator(".model-card").filter({ hasText: "scripted-1" }).first()).toBeVisible();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("#firstMessage").fill("My first words");
    await page.getByRole("button", { name: "Send" }).click();

    await expect(page).toHaveURL(/\/chats\/main$/);
    await expect(answers(page)).toContainText("My first words");
    await idle(page);
    await page.goto("/");
    await expect(page).toHaveURL(/\/chats\/main$/);
    expect(gateway.log()).not.toContain(KEY);
  },
);

firstRun("pain 1: every refusal on the way says why and lets one go on", async ({ page, model }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator(".field-error-text")).toHaveText("Your name is required.");
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).click();
  await openCustom(page);
  const error = page.locator(".alert-error-text");

  await page.getByLabel("Endpoint URL").fill("nonsense");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(error).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(model.url);
  await page.getByLabel("API Key").fill("wrong-key");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(error).toContainText(/key/i);
  await page.getByLabel("Endpoint URL").fill("http://127.0.0.1:9/v1");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(error).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(model.url);
  await page.getByLabel("API Key").fill(KEY);
  await page.getByRole("button", { name: "Connect", exact: true }).click();

  await expect(page.getByRole("heading", { name: "Pick a model" })).toBeVisible();
});

firstRun("the first run can be left at any step and taken up again", async ({ page, model }) => {
  await welcome(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Add LLMs" })).toBeVisible();
  await openCustom(page);
  await page.getByLabel("Endpoint URL").fill(model.url);
  await page.getByLabel("API Key").fill(KEY);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Pick a model" })).toBeVisible();

  await page.goto("/chats/main");

  await expect(page).toHaveURL(/\/onboarding$/);
  await expect(page.getByRole("heading", { name: "Pick a model" })).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("#firstMessage").fill("half a thought");
  await page.reload();
  await expect(page.locator("#firstMessage")).toHaveValue("half a thought");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.locator("#onboardingName")).toHaveValue("Alice");
});

firstRun("the first run can be finished without a model, and the chat shows the way to one", async ({ page }) => {
  await welcome(page);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: "Open Moltis" }).click();

  await expect(page.locator("#noProvidersCard")).toBeVisible();
  await page.getByRole("link", { name: "Go to LLMs" }).click();
  await expect(page).toHaveURL(/\/settings\/providers$/);
  await expect(page.locator("#providersEmptyState")).toBeVisible();
});

test("a second gateway on the same machine is no accident", async ({ browser, page, model }) => {
  const second = await Gateway.settled(model.url, KEY);
  await second.start();
  try {
    const there = await browser.newPage();
    await open(page);
    await open(there, `${second.url}/chats/main`);

    await ask(page, "to the first");
    await ask(there, "to the second");

    await expect(answers(page)).toHaveText([/to the first/]);
    await expect(answers(there)).toHaveText([/to the second/]);
    await there.close();
  } finally {
    await second.dispose();
  }
});
