import { answers, ask, asked, idle, input, open, say, sendButton, sidewaysScroll } from "../harness/chat.ts";
import { devices } from "../harness/looks.ts";
import { KEY } from "../harness/model.ts";
import { expect, firstRun, type Page, test } from "../harness/test.ts";

const TOUCH_PX = 44;

/** What is smaller than a finger, among the controls that lie open. */
async function tooSmall(page: Page, scope: string): Promise<string[]> {
  return page.locator(`${scope} button:visible`).evaluateAll(
    (nodes, least) =>
      nodes
        .filter((node) => {
          const { width, height } = node.getBoundingClientRect();
          return width > 0 && Math.max(width, height) < least;
        })
        .map((node) => node.getAttribute("aria-label") ?? node.textContent ?? node.className),
    TOUCH_PX,
  );
}

firstRun.use(devices.phone);
test.use(devices.phone);

firstRun("on the phone: from nothing to the first answer by touch", async ({ page, model }) => {
  await page.goto("/");
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).tap();
  await page.getByRole("searchbox", { name: "Search providers" }).fill("compatible");
  await page
    .locator(".onboarding-provider")
    .filter({ hasText: "OpenAI Compatible" })
    .getByRole("button", { name: "Configure" })
    .tap();
  await page.getByLabel("Endpoint URL").fill(model.url);
  await page.getByLabel("API Key").fill(KEY);
  await page.getByRole("button", { name: "Connect", exact: true }).tap();
  await expect(page.locator(".model-card").first()).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).tap();
  await page.locator("#firstMessage").fill("Hello from the tram");
  await page.getByRole("button", { name: "Send" }).tap();

  await expect(answers(page)).toContainText("Hello from the tram");
  await idle(page);
  expect(await sidewaysScroll(page)).toBe(0);
});

test("on the phone: sessions are a sheet that opens, creates, switches and closes", async ({ page }) => {
  await open(page, "/chats/session/one");
  await ask(page, "in the first");
  await page.locator("#mobileMenuBtn").tap();
  await page.locator("#mobileMenuPanel").getByRole("button", { name: "New" }).tap();
  await expect(page).toHaveURL(/\/chats\/session\/[0-9a-f-]{36}$/);
  await ask(page, "in the second");

  await page.locator("#mobileMenuBtn").tap();
  await page.locator("#mobileMenuSessionsBtn").tap();
  await expect(page.locator("#sessionsPanel.open")).toBeVisible();
  await page.locator('[data-session-key="session:one"]').tap();

  await expect(page).toHaveURL(/\/chats\/session\/one$/);
  await expect(page.locator("#sessionsPanel.open")).toHaveCount(0);
  await expect(answers(page)).toHaveText([/in the first/]);
});

test("on the phone: the composer stays in sight, stop stops, and nothing is too small for a finger", async ({
  page,
}) => {
  await open(page);
  await ask(page, "write 400 words");
  await expect(input(page)).toBeInViewport({ ratio: 1 });
  expect(await tooSmall(page, "header")).toEqual([]);
  expect(await tooSmall(page, "#chatComposer")).toEqual([]);
  await say(page, "stall after hello");
  await expect(answers(page).last()).toContainText("Hello, and now I wait.");

  await sendButton(page).tap();

  await idle(page);
  await expect(asked(page)).toHaveCount(2);
  await expect(input(page)).toBeInViewport({ ratio: 1 });
});

test("on the phone: every section of the settings opens from its menu and keeps what is typed", async ({
  page,
  gateway,
}) => {
  await open(page, "/settings/profile");
  await page.locator("#userName").fill("Bob");
  await page.locator("#userName").press("Enter");
  await expect(page.getByText("Saved").first()).toBeVisible();
  const sections = page.locator(".settings-nav-item");
  await page.locator(".settings-mobile-menu-btn").tap();
  await expect(sections.first()).toBeVisible();
  const count = await sections.count();
  for (let index = 0; index < count; index++) {
    if (!(await sections.first().isVisible())) await page.locator(".settings-mobile-menu-btn").tap();
    const name = (await sections.nth(index).textContent()) ?? "";
    await sections.nth(index).tap();

    await expect(page.locator(".settings-section h1")).toHaveText(name);
    expect(await sidewaysScroll(page), name).toBe(0);
  }
  await page.reload();
  expect(gateway.url).not.toBe("");
});
