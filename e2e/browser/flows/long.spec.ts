import { ask, input, open, ready, sidewaysScroll } from "../harness/chat.ts";
import type { Conversation } from "../harness/distribution.ts";
import type { Gateway } from "../harness/gateway.ts";
import { expect, type Page, test } from "../harness/test.ts";

type Line = Conversation["lines"][number];

/** Question and answer by turns; where the model's context was cut, a notice says so. */
function turns(count: number, cuts: readonly number[] = []): Line[] {
  return Array.from({ length: count }, (_, index) => {
    if (cuts.includes(index)) {
      return { role: "notice", title: "Earlier messages were summarised", content: `Summary up to ${index}` };
    }
    return index % 2 === 0
      ? { role: "user", content: `question ${index}` }
      : { role: "assistant", content: `answer ${index}: **some** words, and a list\n\n- one\n- two` };
  });
}

async function withSession(gateway: Gateway, lines: readonly Line[]): Promise<void> {
  await gateway.stop();
  await gateway.seed([{ session: "session:long", lines }]);
  await gateway.start();
}

/** Reads a conversation from its end to its beginning as a person would, and returns what was met, oldest first. */
async function readUpwards(page: Page): Promise<string[]> {
  const met = new Map<number, string>();
  for (;;) {
    const shown = await page.locator("#messages [data-index]").evaluateAll((nodes) =>
      nodes.map((node) => ({
        index: Number(node.getAttribute("data-index")),
        text: (node.querySelector(".user-text, .md")?.textContent ?? "").trim(),
      })),
    );
    for (const { index, text } of shown) met.set(index, text);
    if (met.has(0)) break;
    const first = Math.min(...met.keys());
    await page.locator("#messages").evaluate((box) => box.scrollTo(0, 0));
    await expect
      .poll(
        () =>
          page
            .locator("#messages [data-index]")
            .evaluateAll((nodes) => Math.min(...nodes.map((node) => Number(node.getAttribute("data-index"))))),
        { intervals: [20, 50, 100] },
      )
      .toBeLessThan(first);
  }
  return [...met].sort(([a], [b]) => a - b).map(([, text]) => text);
}

test("pain 26: 1,500 messages and two cuts are the same list after a reload and on another device", async ({
  page,
  browser,
  gateway,
}) => {
  test.slow();
  const lines = turns(1_500, [500, 1_000]);
  await withSession(gateway, lines);
  await open(page, "/chats/session/long");
  const here = await readUpwards(page);
  expect(here).toHaveLength(1_500);
  expect(here[0]).toBe("question 0");
  expect(here[500]).toContain("Summary up to 500");
  expect(here[1_000]).toContain("Summary up to 1000");

  await page.goto("/settings/profile");
  await open(page, "/chats/session/long");
  expect(await readUpwards(page)).toEqual(here);
  const device = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
  const there = await device.newPage();
  await open(there, `${gateway.url}/chats/session/long`);
  expect(await readUpwards(there)).toEqual(here);
  await device.close();
});

test("pain 34: a session of 5,000 messages opens with one page of them and stays small while it is used", async ({
  page,
  gateway,
}) => {
  await withSession(gateway, turns(5_000));
  const nodes = () => page.locator("#messages *").count();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));

  await open(page, "/chats/session/long");

  await expect(page.locator("#messages")).toContainText("answer 4999");
  expect(await page.locator("#messages [data-index]").count()).toBeLessThanOrEqual(160);
  expect(await nodes()).toBeLessThan(4_000);
  await input(page).pressSequentially("typing goes on as ever");
  await expect(input(page)).toHaveValue("typing goes on as ever");
  await input(page).fill("");
  for (let step = 0; step < 12; step++) {
    await page.locator("#messages").evaluate((box) => box.scrollTo(0, 0));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  expect(await page.locator("#messages [data-index]").count()).toBeLessThanOrEqual(160);
  expect(await nodes()).toBeLessThan(8_000);
  expect(asked.filter((url) => url.includes("/history")).length).toBeLessThan(20);
});

for (const width of [1440, 1055, 800, 390]) {
  test(`pain 34: nothing scrolls sideways at ${width} px with words of 4,000 characters`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    const word = "w".repeat(4_000);

    await ask(page, `${word} \`${word}\``);

    expect(await sidewaysScroll(page)).toBe(0);
    await input(page).fill(word);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.reload();
    await ready(page);
    expect(await sidewaysScroll(page)).toBe(0);
  });
}
