import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answered, connected, PHONE, say, scene, until } from "./stage";

const distance = (page: Page) =>
  page.locator("#messages").evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
const sideways = (page: Page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth - window.innerWidth,
    ...Object.fromEntries(
      ["#messages", "#chatComposer", "#chatInput", ".chat-toolbar", ".chat-page"].map((name) => {
        const box = document.querySelector(name);
        return [name, box ? box.scrollWidth - box.clientWidth : 0];
      }),
    ),
  }));

/** The row at the upper edge of the view, and where it stands. */
const atTop = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector("#messages")?.getBoundingClientRect();
    const row = [...document.querySelectorAll<HTMLElement>("#messages [data-key]")].find(
      (candidate) => candidate.getBoundingClientRect().bottom > (box?.top ?? 0) + 5,
    );
    return { key: row?.dataset["key"], top: Math.round(row?.getBoundingClientRect().top ?? 0) };
  });

describe("the reader's position", () => {
  it("follows the stream at the end", async () => {
    const { page } = await scene("/chats/session/new", { delay: 5 });
    await say(page, "a long answer");
    await until(
      async () => (await page.locator("#messages").evaluate((box) => box.scrollHeight - box.clientHeight)) > 1_500,
    );
    expect(await distance(page)).toBeLessThan(60);
    await answered(page);
    expect(await distance(page)).toBeLessThan(5);
  });

  it("is never moved while somebody reads further up", async () => {
    const { page } = await scene("/chats/session/new", { delay: 5 });
    await say(page, "a long answer");
    await until(
      async () => (await page.locator("#messages").evaluate((box) => box.scrollHeight - box.clientHeight)) > 1_200,
    );
    await page.locator("#messages").hover();
    await page.mouse.wheel(0, -600);
    await page.waitForTimeout(100);
    const before = await atTop(page);
    const height = await page.locator("#messages").evaluate((box) => box.scrollHeight);
    await until(async () => (await page.locator("#messages").evaluate((box) => box.scrollHeight)) > height + 600);
    expect(await atTop(page)).toEqual(before);
    const pill = page.locator(".new-content-indicator");
    await pill.click();
    await until(async () => (await distance(page)) < 60);
    expect(await pill.count()).toBe(0);
  });

  it("holds while older messages are put above it", async () => {
    const { page } = await scene("/chats/session/long", { long: 1_000 });
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    for (let round = 0; round < 12; round++) {
      await page.locator("#messages").evaluate((box) => box.scrollBy(0, -700));
      await page.waitForTimeout(30);
      const before = await atTop(page);
      await page.waitForTimeout(120);
      expect(await atTop(page)).toEqual(before);
    }
  });

  it("is found again when a conversation is left and opened again", async () => {
    const { page } = await scene("/chats/session/long", { long: 400 });
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    await page.locator("#messages").evaluate((box) => box.scrollBy(0, -1_500));
    await page.waitForTimeout(100);
    const before = await atTop(page);
    await page.locator('[data-session-key="main"]').click();
    await page.locator(".chat-session-name", { hasText: "Main" }).waitFor();
    await page.locator('[data-session-key="session:long"]').click();
    await until(async () => (await atTop(page)).key === before.key);
    expect(Math.abs((await atTop(page)).top - before.top)).toBeLessThanOrEqual(2);
  });

  it("jumps to the end for one's own message", async () => {
    const { page } = await scene("/chats/session/long", { long: 400 });
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    await page.locator("#messages").evaluate((box) => box.scrollBy(0, -3_000));
    await say(page, "hello");
    await until(async () => (await distance(page)) < 60);
  });
});

describe("pain 34: long conversations", () => {
  it("keep few rows in the document, from the end to the beginning and back", async () => {
    const { page } = await scene("/chats/session/long", { long: 5_000 });
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    let most = 0;
    const rows = async () => {
      const count = await page.locator("#messages [data-key]").count();
      most = Math.max(most, count);
      return count;
    };
    for (let round = 0; round < 25; round++) {
      await page.locator("#messages").evaluate((box) => box.scrollTo(0, 0));
      await page.waitForTimeout(40);
      await rows();
    }
    await page.keyboard.press("Control+End");
    await page.locator(".msg", { hasText: "Answer 5000." }).waitFor();
    await rows();
    expect(most).toBeLessThanOrEqual(161);
  });

  it.each([1_440, 1_055, 1_000, 900, 800, 768, 390, 375])(
    "never scroll sideways at %i px, with words of 4,000 characters",
    async (width) => {
      const { page } = await scene("/chats/session/new", { delay: 0 }, { viewport: { width, height: 844 } });
      await say(page, `word ${"z".repeat(4_000)}`);
      await answered(page);
      await page.locator("#chatInput").fill("w".repeat(4_000));
      for (const [name, extra] of Object.entries(await sideways(page)))
        expect(`${name} ${Math.max(0, extra)}`).toBe(`${name} 0`);
      await page.goto(page.url().replace("new", "release"));
      await page.locator(".msg-table").first().waitFor();
      for (const [name, extra] of Object.entries(await sideways(page)))
        expect(`${name} ${Math.max(0, extra)}`).toBe(`${name} 0`);
    },
  );

  it("keep the composer in the middle and above the fold", async () => {
    for (const viewport of [{ width: 1_440, height: 900 }, PHONE]) {
      const { page } = await scene("/chats/main", {}, { viewport });
      await connected(page);
      const gaps = await page.evaluate(() => {
        const row = document.querySelector(".chat-input-row")?.getBoundingClientRect();
        const box = document.querySelector("#chatComposer")?.getBoundingClientRect();
        return row && box
          ? { left: box.left - row.left, right: row.right - box.right, below: window.innerHeight - box.bottom }
          : undefined;
      });
      expect(Math.abs((gaps?.left ?? 0) - (gaps?.right ?? 99))).toBeLessThanOrEqual(2);
      expect(gaps?.below).toBeGreaterThanOrEqual(0);
    }
  });
});
