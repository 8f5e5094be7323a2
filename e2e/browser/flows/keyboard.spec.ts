import { answers, ask, asked, idle, input, open } from "../harness/chat.ts";
import { KEY } from "../harness/model.ts";
import { expect, firstRun, type Page, test } from "../harness/test.ts";

const MOST_STEPS = 80;

/** Walks with Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp, key = "Tab"): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const node = document.activeElement;
      if (!(node instanceof HTMLElement)) return "";
      const labels =
        node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement ? [...(node.labels ?? [])] : [];
      return [
        node.getAttribute("aria-label"),
        ...labels.map((label) => label.textContent),
        node.textContent,
        node.title,
      ]
        .filter(Boolean)
        .join(" ");
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

firstRun("by keyboard alone: first run, provider and first chat", async ({ page, model }) => {
  await page.goto("/");
  await expect(page.locator("#onboardingName")).toBeVisible();
  await tabTo(page, /Your name/);
  await page.keyboard.type("Alice");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Add LLMs" })).toBeFocused();
  await tabTo(page, /Search providers/);
  await page.keyboard.type("compatible");
  await tabTo(page, /Configure/);
  await page.keyboard.press("Enter");
  await tabTo(page, /Endpoint URL/);
  await page.keyboard.type(model.url);
  await tabTo(page, /API Key/);
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Pick a model" })).toBeVisible();
  await tabTo(page, /^Continue/);
  await page.keyboard.press("Enter");
  await expect(page.locator("#firstMessage")).toBeVisible();
  await tabTo(page, /Your first message/);
  await page.keyboard.type("typed, never clicked");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/chats\/main$/);
  await expect(answers(page)).toContainText("typed, never clicked");
  await idle(page);
});

test("by keyboard alone: a provider is added in the settings, and the focus comes back", async ({ page, model }) => {
  await open(page);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("LLMs");
  await page.keyboard.press("Enter");
  await expect(page.locator("#providersTitle")).toBeVisible();
  await tabTo(page, /^Add LLM$/);
  await page.keyboard.press("Enter");
  await expect(page.locator("#providerModal")).toBeVisible();
  await page.keyboard.type("compatible");
  await tabTo(page, /OpenAI Compatible/);
  await page.keyboard.press("Enter");
  await tabTo(page, /Endpoint URL/);
  await page.keyboard.type(model.url);
  await tabTo(page, /API Key/);
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(page.locator("#providerModal .model-card").first()).toBeVisible();
  await tabTo(page, /^Continue/);
  await page.keyboard.press("Enter");

  await expect(page.locator("#providerModal")).toHaveCount(0);
  await expect(page.locator('section[id^="provider-custom"]')).toBeVisible();
  await expect(page.locator("#providersAddLlmBtn")).toBeFocused();
});

test("by keyboard alone: send, stop, walk through the messages, and back to writing", async ({ page }) => {
  await open(page);
  await expect(input(page)).toBeFocused();
  await page.keyboard.type("first line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await expect(input(page)).toHaveValue("first line\nsecond line");
  await page.keyboard.press("Enter");
  await expect(answers(page)).toHaveCount(1);
  await idle(page);
  await page.keyboard.type("stall after hello");
  await page.keyboard.press("Enter");
  await expect(answers(page).last()).toContainText("Hello, and now I wait.");

  await page.keyboard.press("Escape");

  await idle(page);
  await page.keyboard.press("Alt+ArrowUp");
  await expect(answers(page).last()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(asked(page).last()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(input(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(input(page)).toHaveValue("stall after hello");
});

test("every dialog closes with Escape and gives the focus back", async ({ page }) => {
  await open(page);
  await ask(page, "Hello");
  for (const [opener, dialog] of [
    ["#commandPaletteBtn", ".cmd-palette"],
    ["#debugPanelBtn", "#debugModal"],
    ["#modelComboBtn", "#modelDropdown"],
    ["#sessionActionsMount button", "#sessionActionsMount .menu"],
  ] as const) {
    await page.locator(opener).first().focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(dialog)).toBeVisible();

    await page.keyboard.press("Escape");

    await expect(page.locator(dialog)).toBeHidden();
    await expect(page.locator(opener).first()).toBeFocused();
  }
});

test("the palette goes to sections, sessions and the agent", async ({ page }) => {
  await open(page, "/chats/session/wanted");
  await ask(page, "a peculiar sentence");
  await open(page);

  await page.keyboard.press("Control+K");
  await page.keyboard.type("peculiar");
  await page.locator(".cmd-palette-item").filter({ hasText: "a peculiar sentence" }).first().click();
  await expect(page).toHaveURL(/\/chats\/session\/wanted$/);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("what is the answer to everything");
  await expect(page.locator(".cmd-palette-item-active")).toContainText("Ask agent");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/chats\/session\/[0-9a-f-]{36}$/);
  await expect(answers(page).last()).toContainText("what is the answer to everything");
});

test("what was sent before can be brought back", async ({ page }) => {
  await open(page);
  await ask(page, "one");
  await ask(page, "two");

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(input(page)).toHaveValue("one");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");

  await expect(input(page)).toHaveValue("two");
});
