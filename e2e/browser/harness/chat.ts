import { expect, type Locator, type Page } from "@playwright/test";

export const input = (page: Page): Locator => page.locator("#chatInput");
export const asked = (page: Page): Locator => page.locator("#messages .msg.user");
export const answers = (page: Page): Locator => page.locator("#messages .msg.assistant:not(.thinking)");
export const sendButton = (page: Page): Locator => page.locator("#sendBtn");
export const statusDot = (page: Page): Locator => page.locator("#statusDot.connected");

/** Opens a conversation and waits until the page is connected and shows it. */
export async function open(page: Page, path = "/chats/main"): Promise<void> {
  await page.goto(path);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await expect(statusDot(page)).toBeAttached();
  await expect(page.locator("#sessionLoadIndicator")).toHaveCount(0);
}

export async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press("Enter");
}

/** Waits until nothing runs in the conversation that is shown. */
export async function idle(page: Page): Promise<void> {
  await expect(page.locator('#sendBtn[data-mode="send"]')).toBeVisible();
  await expect(page.locator("#messages")).toHaveAttribute("aria-busy", "false");
}

/** Sends and waits for the whole answer. */
export async function ask(page: Page, text: string): Promise<void> {
  const before = await answers(page).count();
  await say(page, text);
  await expect(answers(page)).toHaveCount(before + 1);
  await idle(page);
}

/** The words of every message that is on the screen, in order. */
export async function conversation(page: Page): Promise<string[]> {
  return page
    .locator("#messages .msg.user .user-text, #messages .msg.assistant > .md")
    .evaluateAll((nodes) => nodes.map((node) => (node.textContent ?? "").trim()));
}

/** The pixels by which the page is wider than the window. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wide = (node: Element) => node.scrollWidth - node.clientWidth;
    return Math.max(
      wide(document.documentElement),
      ...["#messages", "#chatComposer", "#pageContent"].map((name) => {
        const node = document.querySelector(name);
        return node ? wide(node) : 0;
      }),
    );
  });
}
