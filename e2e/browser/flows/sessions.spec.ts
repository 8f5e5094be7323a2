import { answers, ask, input, open, ready, say } from "../harness/chat.ts";
import { expect, type Page, test } from "../harness/test.ts";

const row = (page: Page, key: string) => page.locator(`#sessionList .session-item[data-session-key="${key}"]`);
const rows = (page: Page) => page.locator("#sessionList .session-item");

async function act(page: Page, title: string): Promise<void> {
  await page.locator("#sessionActionsMount button").first().click();
  await page.locator(`#sessionActionsMount button[title="${title}"]`).click();
}

test("a new session has an address, a row and the focus; two of them are two", async ({ page }) => {
  await open(page);

  await page.locator("#newSessionBtn").click();
  await expect(page).toHaveURL(/\/chats\/session\/[0-9a-f-]{36}$/);
  await expect(input(page)).toBeFocused();
  const first = page.url();
  await ask(page, "in the first");
  await page.locator("#newSessionBtn").click();
  await ask(page, "in the second");

  expect(page.url()).not.toBe(first);
  await expect(page.locator("#sessionList .session-item.active")).toHaveCount(1);
  await page.goto(first);
  await ready(page);
  await expect(answers(page)).toHaveText([/in the first/]);
});

test("renaming changes toolbar and row, here, in another tab and after a reload", async ({ page, context }) => {
  await open(page, "/chats/session/names");
  await ask(page, "Hello");
  const other = await context.newPage();
  await open(other);

  await page.getByTitle("Click to rename").click();
  await page.getByRole("textbox", { name: "Session name" }).fill("Holiday plans");
  await page.keyboard.press("Enter");

  await expect(page.locator(".chat-session-name")).toHaveText("Holiday plans");
  await expect(row(page, "session:names").locator("[data-label-text]")).toHaveText("Holiday plans");
  await expect(row(other, "session:names").locator("[data-label-text]")).toHaveText("Holiday plans");
  await page.reload();
  await expect(page.locator(".chat-session-name")).toHaveText("Holiday plans");
  await open(page);
  await expect(page.getByTitle("Click to rename")).toHaveCount(0);
});

test("archiving hides, the switch shows, unarchiving brings back", async ({ page }) => {
  await open(page, "/chats/session/old");
  await ask(page, "Hello");

  await act(page, "Archive session");

  await expect(row(page, "session:old")).toHaveCount(0);
  await page.locator("#showArchivedSessions").check();
  await row(page, "session:old").click();
  await act(page, "Unarchive session");
  await page.locator("#showArchivedSessions").uncheck();
  await expect(row(page, "session:old")).toBeVisible();
  await page.reload();
  await expect(row(page, "session:old")).toBeVisible();
});

test("deleting can be undone, and is for good when it is not", async ({ page }) => {
  await open(page, "/chats/session/gone");
  await ask(page, "Hello");

  await act(page, "Delete session");
  await expect(row(page, "session:gone")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "session:gone")).toBeVisible();
  await expect(answers(page)).toHaveText([/Hello/]);
  await act(page, "Delete session");
  await page.locator(".toast").getByRole("button", { name: "Close" }).click();

  await expect(row(page, "session:gone")).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(row(page, "session:gone")).toHaveCount(0);
  await open(page, "/chats/session/gone");
  await expect(answers(page)).toHaveCount(0);
});

test("a search finds words of every session and leads to the message", async ({ page }) => {
  await open(page, "/chats/session/a");
  await ask(page, "The capital is Ulaanbaatar");
  await open(page);

  await page.locator("#sessionSearch").fill("ulaanbaatar");

  await expect(page.locator(".search-hit")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chats\/session\/a$/);
  await expect(answers(page)).toContainText("Ulaanbaatar");
  await page.locator("#sessionSearch").fill("xyzzy-nothing");
  await expect(page.locator("#searchResults .search-hit-empty")).toHaveText("No results");
  await page.locator("#sessionSearch").fill("");
  await expect(page.locator("#searchResults")).toBeHidden();
});

test("a fork begins with the conversation so far and leaves the original alone", async ({ page }) => {
  await open(page, "/chats/session/trunk");
  await ask(page, "one");

  await act(page, "Fork session");

  await expect(page).not.toHaveURL(/trunk$/);
  await expect(answers(page)).toHaveCount(1);
  await ask(page, "only in the fork");
  await open(page, "/chats/session/trunk");
  await expect(answers(page)).toHaveCount(1);
});

test("a session that answers elsewhere shows so, and is unread until it is opened", async ({ page, context }) => {
  const other = await context.newPage();
  await open(page);
  await open(other, "/chats/session/busy");

  await say(other, "slowly write 40 words");
  await expect(row(page, "session:busy")).toHaveClass(/replying/);
  await row(other, "main").click();

  await expect(row(page, "session:busy")).toHaveClass(/unread/);
  await expect(row(page, "session:busy")).not.toHaveClass(/replying/);
  await row(page, "session:busy").click();
  await expect(row(page, "session:busy")).not.toHaveClass(/unread/);
});

test("Ctrl-click opens a session in a tab of its own", async ({ page, context }) => {
  await open(page, "/chats/session/tab");
  await ask(page, "Hello");
  await open(page);

  const opened = context.waitForEvent("page");
  await row(page, "session:tab").click({ modifiers: ["Control"] });

  const tab = await opened;
  await expect(tab).toHaveURL(/\/chats\/session\/tab$/);
  await expect(page).toHaveURL(/\/chats\/main$/);
});

test("ten thousand sessions: only the visible ones are in the document, the last can be reached", async ({
  page,
  gateway,
}) => {
  await gateway.stop();
  await gateway.seed(
    Array.from({ length: 10_000 }, (_, index) => ({
      session: `session:many-${index}`,
      label: `Number ${index}`,
      lines: [],
    })),
  );
  await gateway.start();
  await open(page);

  await expect(rows(page).first()).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(60);
  const list = page.locator("#sessionList");
  await expect
    .poll(async () => {
      await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
      return list.evaluate((box) => box.scrollHeight);
    })
    .toBeGreaterThan(30_000);
  expect(await rows(page).count()).toBeLessThan(60);
  await page.locator("#sessionSearch").fill("Number 3");
  await expect(page.locator("#searchResults")).toBeVisible();
});

test("the session's Markdown is saved as a file", async ({ page }) => {
  await open(page, "/chats/session/saved");
  await ask(page, "Keep this");
  const download = page.waitForEvent("download");

  await act(page, "Save as Markdown");

  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.md$/);
});
