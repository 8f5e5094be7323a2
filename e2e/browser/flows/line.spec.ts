import type { Page } from "@playwright/test";
import {
  answers,
  ask,
  asked,
  conversation,
  idle,
  input,
  open,
  ready,
  say,
  sendButton,
  statusDot,
} from "../harness/chat.ts";
import { expect, test } from "../harness/test.ts";

/**
 * Puts itself between page and gateway, and cuts the line once at the moment when a message is sent: before the gateway
 * has read it, or after it has and before the page can learn so.
 */
async function cutAtEnter(page: Page, moment: "before the gateway" | "after the gateway"): Promise<void> {
  let due = true;
  await page.routeWebSocket(/\/ws/, (client) => {
    const server = client.connectToServer();
    let cutAnswer: string | undefined;
    client.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { id?: string; method?: string };
      if (due && frame.method === "chat.send") {
        due = false;
        if (moment === "before the gateway") {
          void client.close({ code: 4000 });
          void server.close();
          return;
        }
        cutAnswer = frame.id;
      }
      server.send(text);
    });
    server.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { id?: string };
      if (cutAnswer !== undefined) {
        // Nothing reaches the page any more; the line falls when the gateway has answered.
        if (frame.id === cutAnswer) {
          void client.close({ code: 4000 });
          void server.close();
        }
        return;
      }
      client.send(text);
    });
  });
}

for (const moment of ["before the gateway", "after the gateway"] as const) {
  test(`pain 33: the line is cut at the moment of Enter, ${moment} has the message`, async ({
    page,
    browser,
    gateway,
  }) => {
    await cutAtEnter(page, moment);
    await open(page);

    await say(page, "only once please");

    await expect(answers(page)).toHaveCount(1);
    await idle(page);
    await expect(asked(page)).toHaveText([/only once please/]);
    await expect(input(page)).toHaveValue("");
    const elsewhere = await browser.newPage();
    await open(elsewhere, `${gateway.url}/chats/main`);
    const here = await conversation(page);
    expect(here).toHaveLength(2);
    await expect.poll(() => conversation(elsewhere)).toEqual(here);
    await elsewhere.close();
  });
}

test("pain 33: a message written while the gateway is away is sent when it is back, once", async ({
  page,
  gateway,
}) => {
  await open(page);
  await ask(page, "first");
  await gateway.kill();
  await expect(page.locator("#connectionBanner")).toBeVisible();
  await input(page).fill("written in the dark");
  await input(page).press("Enter");
  await expect(input(page)).toHaveValue("written in the dark");

  await gateway.start();
  await page.locator("#connectionBanner button").click();

  await expect(statusDot(page)).toBeAttached();
  await expect(page.locator("#connectionBanner")).toHaveCount(0);
  await expect(input(page)).toHaveValue("written in the dark");
  await input(page).press("Enter");
  await expect(answers(page)).toHaveCount(2);
  await expect(asked(page)).toHaveText([/first/, /written in the dark/]);
});

test("pain 33: the gateway dies at the moment of Enter and the page is opened anew: sent once", async ({
  page,
  gateway,
}) => {
  await open(page);
  await ask(page, "first");
  await page.evaluate(() => {
    // The socket takes the message and the gateway never sees it: as a cable that is pulled out.
    WebSocket.prototype.send = () => {};
  });
  await say(page, "into the void");
  await expect(asked(page)).toHaveCount(2);
  await gateway.kill();
  await expect(page.locator("#connectionBanner")).toBeVisible();
  await expect(asked(page).last()).toContainText("Waits for the connection");
  await gateway.start();

  await open(page);

  await expect(answers(page)).toHaveCount(2);
  await idle(page);
  await expect(asked(page)).toHaveText([/first/, /into the void/]);
});

test("pain 33: a queued message survives a reload and is answered once", async ({ page }) => {
  await open(page);
  await say(page, "stall after hello");
  await expect(answers(page)).toContainText("Hello, and now I wait.");
  await say(page, "waiting my turn");
  await expect(page.locator("#queuedMessages .queued")).toHaveCount(1);

  await page.reload();

  await expect(page.locator("#queuedMessages .queued")).toHaveText([/waiting my turn/]);
  await sendButton(page).click();
  await expect(answers(page)).toHaveCount(2);
  await idle(page);
  await expect(asked(page)).toHaveText([/stall/, /waiting my turn/]);
});

test("pain 33: a result that arrives while typing leaves the draft alone", async ({ page, context }) => {
  const other = await context.newPage();
  await open(page);
  await open(other);
  await input(page).pressSequentially("half a sen");

  await ask(other, "meanwhile");

  await expect(answers(page)).toHaveCount(1);
  await expect(input(page)).toHaveValue("half a sen");
  await expect(input(page)).toBeFocused();
  await input(page).pressSequentially("tence");
  await expect(input(page)).toHaveValue("half a sentence");
});

test("kill -9 in the middle of an answer: the partial text stays and is marked as interrupted", async ({
  page,
  gateway,
}) => {
  await open(page);
  await say(page, "stall after hello");
  await expect(answers(page)).toContainText("Hello, and now I wait.");
  // The gateway keeps a running answer about once a second.
  await expect.poll(() => gateway.kept("Hello, and now I wait.")).toBe(true);

  await gateway.kill();
  await expect(page.locator("#connectionBanner")).toBeVisible();
  await gateway.start();

  await expect(statusDot(page)).toBeAttached();
  await expect(answers(page).first()).toContainText("Hello, and now I wait.");
  await idle(page);
  await expect(asked(page)).toHaveCount(1);
  await page.reload();
  await ready(page);
  await expect(answers(page).first()).toContainText("Hello, and now I wait.");
  await expect(page.locator("#messages")).toContainText(/interrupt/i);
  await ask(page, "go on");
});

test("a slow network slows the answer and breaks nothing", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 20_000,
  });
  await open(page);

  await ask(page, "write 200 words");

  expect((await conversation(page)).at(-1)?.split(/\s+/)).toHaveLength(200);
});
