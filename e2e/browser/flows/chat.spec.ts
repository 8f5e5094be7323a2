import { answers, ask, asked, conversation, idle, input, open, ready, say, sendButton } from "../harness/chat.ts";
import { expect, test } from "../harness/test.ts";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGNYsGABVsQwMBILALTcVgFrqyl8AAAAAElFTkSuQmCC",
  "base64",
);

test("an answer streams, ends, and says which model gave it", async ({ page }) => {
  await open(page);

  await say(page, "slowly write 30 words");

  await expect(sendButton(page)).toHaveAttribute("data-mode", "stop");
  await expect(page.locator(".msg.assistant.streaming")).toBeVisible();
  await idle(page);
  await expect(answers(page)).toHaveCount(1);
  await expect(page.locator(".msg-model-footer")).toContainText("scripted-1");
});

test("the model of a session is chosen in the composer and stays", async ({ page }) => {
  await open(page, "/chats/session/choice");
  await ask(page, "Hello");

  await page.locator("#modelComboBtn").click();
  await page.locator('#modelDropdownList [data-model-id*="scripted-2"]').click();
  await ask(page, "And now?");
  await page.reload();

  await ready(page);
  await expect(page.locator("#modelComboLabel")).toContainText("scripted-2");
  await expect(page.locator(".msg-model-footer").last()).toContainText("scripted-2");
});

test("Stop keeps what was said so far, also after a reload", async ({ page }) => {
  await open(page);
  await say(page, "stall after hello");
  await expect(answers(page)).toContainText("Hello, and now I wait.");

  await sendButton(page).click();

  await idle(page);
  await expect(page.locator(".msg-partial")).toHaveText("Stopped here.");
  await page.reload();
  await ready(page);
  await expect(asked(page)).toHaveCount(1);
  await expect(answers(page)).toContainText("Hello, and now I wait.");
});

test("an error says what to do, and trying again does it", async ({ page }) => {
  await open(page);

  await say(page, "fail 401");

  const card = page.locator(".error-card");
  await expect(card).toBeVisible();
  await expect(card.getByRole("link", { name: "Open LLM settings" })).toBeVisible();
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(asked(page)).toHaveCount(2);
  await expect(card).toHaveCount(1);
  await idle(page);
});

test("a connection cut by the model keeps the text and offers to go on", async ({ page }) => {
  await open(page);

  await say(page, "cut");

  await expect(page.locator(".error-card, .msg-partial").first()).toBeVisible({ timeout: 40_000 });
  await expect(answers(page).first()).toContainText("This answer ends in the mid");
  await idle(page);
});

test("messages sent during an answer queue up, and can be edited and dropped", async ({ page }) => {
  await open(page);
  await say(page, "stall after hello");
  await expect(answers(page)).toContainText("Hello, and now I wait.");

  await say(page, "second");
  await say(page, "third");
  await say(page, "fourth");

  const waiting = page.locator("#queuedMessages .queued");
  await expect(waiting).toHaveText([/second/, /third/, /fourth/]);
  await waiting.nth(0).getByRole("button", { name: "Edit the queued message" }).click();
  await page.locator("#queuedMessages textarea").fill("second, edited");
  await page.locator("#queuedMessages textarea").press("Enter");
  await waiting.nth(1).getByRole("button", { name: "Remove from the queue" }).click();
  await expect(waiting).toHaveText([/second, edited/, /fourth/]);
  await sendButton(page).click();
  await expect(asked(page)).toHaveText([/stall/, /second, edited/, /fourth/]);
  await expect(answers(page)).toHaveCount(3);
  await idle(page);
  await expect(waiting).toHaveCount(0);
});

test("a refresh in the middle of an answer loses nothing", async ({ page }) => {
  await open(page);
  await say(page, "slowly write 80 words");
  await expect(answers(page)).toContainText(/(\S+\s+){5}/);

  await page.reload();

  await ready(page);
  await expect(page.locator(".msg.assistant.streaming")).toBeVisible();
  await idle(page);
  await expect(asked(page)).toHaveCount(1);
  await expect(answers(page)).toHaveCount(1);
  const words = (await conversation(page)).at(-1)?.split(/\s+/) ?? [];
  expect(words).toHaveLength(80);
});

test("two tabs are in step: message, stream, queue, stop and end", async ({ page, context }) => {
  const other = await context.newPage();
  await open(page);
  await open(other);

  await say(page, "stall after hello");

  await expect(asked(other)).toHaveText([/stall after hello/]);
  await expect(answers(other)).toContainText("Hello, and now I wait.");
  await say(other, "from the other tab");
  await expect(page.locator("#queuedMessages .queued")).toHaveText([/from the other tab/]);
  await sendButton(other).click();
  await expect(answers(page)).toHaveCount(2);
  await idle(page);
  await idle(other);
  expect(await conversation(other)).toEqual(await conversation(page));
  expect(await conversation(page)).toHaveLength(4);
});

test("each session keeps its own draft, through a reload too", async ({ page }) => {
  await open(page, "/chats/session/one");
  await input(page).fill("a thought for one");
  await page.goto("/chats/session/two");
  await expect(input(page)).toHaveValue("");
  await input(page).fill("a thought for two");

  await page.goto("/chats/session/one");

  await expect(input(page)).toHaveValue("a thought for one");
  await page.reload();
  await expect(input(page)).toHaveValue("a thought for one");
});

test("reasoning is folded and can be read", async ({ page }) => {
  await open(page);

  await ask(page, "think about it");

  const thought = page.locator(".msg-reasoning-body");
  await expect(thought).toBeHidden();
  await page.locator(".msg-reasoning summary").click();
  await expect(thought).toContainText("I weigh both sides");
});

test("a tool call is one line that unfolds to its input and output", async ({ page }) => {
  await open(page);

  await say(page, "call calc 2+2");

  const card = page.locator(".exec-card.exec-ok");
  await expect(card).toHaveCount(1);
  await card.locator(".exec-line").click();
  await expect(card.locator(".exec-body")).toContainText("4");
  await idle(page);
  await expect(answers(page).last()).toContainText("The tool says");
});

test("a picture is attached, previewed, sent, and still there after a reload", async ({ page }) => {
  await open(page);
  await page.locator("#attachInput").setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: PICTURE });
  await expect(page.locator(".media-preview-item")).toHaveCount(1);

  await ask(page, "What is this?");

  await expect(page.locator(".media-preview-item")).toHaveCount(0);
  await expect(page.locator(".msg.user img")).toHaveCount(1);
  await page.reload();
  await ready(page);
  await expect(page.locator(".msg.user img")).toHaveCount(1);
});

test("a picture is pasted, one is dropped, one is taken off again, and the rest is sent", async ({ page }) => {
  await open(page);
  const files = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], "dot.png", { type: "image/png" }));
      return transfer;
    },
    [...PICTURE],
  );

  await input(page).evaluate(
    (field, clipboardData) =>
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })),
    files,
  );
  await expect(page.locator(".media-preview-item")).toHaveCount(1);
  for (const count of [2, 3]) {
    await page.locator("#messages").dispatchEvent("dragover", { dataTransfer: files });
    await page.locator("#messages").dispatchEvent("drop", { dataTransfer: files });
    await expect(page.locator(".media-preview-item")).toHaveCount(count);
  }
  await page.locator(".media-preview-item button").last().click();
  await expect(page.locator(".media-preview-item")).toHaveCount(2);
  await ask(page, "And these two?");

  await expect(page.locator(".msg.user img")).toHaveCount(2);
});

test("the reader's place is sacred while an answer streams", async ({ page }) => {
  await open(page);
  await ask(page, "write 900 words");
  await say(page, "slowly write 150 words");
  await expect(answers(page)).toHaveCount(2);
  const box = page.locator("#messages");

  await box.hover();
  await page.mouse.wheel(0, -1_500);

  await expect(page.locator(".new-content-indicator")).toBeVisible();
  const before = await box.evaluate((node) => node.scrollTop);
  const length = (await answers(page).last().textContent())?.length ?? 0;
  await expect.poll(async () => (await answers(page).last().textContent())?.length ?? 0).toBeGreaterThan(length + 40);
  expect(await box.evaluate((node) => node.scrollTop)).toBeCloseTo(before, -1);
  await page.locator(".new-content-indicator").click();
  await expect(page.locator(".new-content-indicator")).toHaveCount(0);
  await idle(page);
  expect(await box.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight)).toBeLessThan(2);
});

test("a slash opens the commands, letters narrow them, Escape closes them", async ({ page }) => {
  await open(page);

  await input(page).pressSequentially("/");
  await expect(page.locator(".slash-menu-item").first()).toBeVisible();
  await input(page).pressSequentially("cl");
  await expect(page.locator(".slash-menu-item")).toHaveText([/\/clear/]);
  await input(page).press("Escape");

  await expect(page.locator(".slash-menu")).toHaveCount(0);
  await expect(input(page)).toHaveValue("/cl");
});

test("/clear empties the conversation for every tab", async ({ page, context }) => {
  const other = await context.newPage();
  await open(page);
  await ask(page, "Hello");
  await open(other);
  await expect(answers(other)).toHaveCount(1);

  await say(page, "/clear");

  await expect(answers(page)).toHaveCount(0);
  await expect(answers(other)).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(answers(page)).toHaveCount(0);
});

test("the conversation can be searched", async ({ page }) => {
  await open(page);
  await ask(page, "the needle is here");
  await ask(page, "only hay");

  await page.keyboard.press("Control+F");
  await page.keyboard.type("needle");

  await expect(page.locator(".find-count")).toContainText("/ 2");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.locator(".find-bar")).toHaveCount(0);
  await expect(input(page)).toBeFocused();
});

test("Markdown is drawn: code with colours, tables, and no script", async ({ page, gateway }) => {
  await gateway.stop();
  const content = [
    '```rust\nfn main() { println!("hello"); }\n```',
    "| a | b |\n|---|---|\n| **1** | 2 |",
    '<img src=x onerror="window.broken = true"><script>window.broken = true</script>',
    "[a link](javascript:window.broken=true)",
  ].join("\n\n");
  await gateway.seed([
    {
      session: "session:markdown",
      lines: [
        { role: "user", content: "Show me" },
        { role: "assistant", content },
      ],
    },
  ]);
  await gateway.start();

  await open(page, "/chats/session/markdown");

  await expect(page.locator('pre.code-block code.shiki[data-lang="rust"] span[style]').first()).toBeVisible();
  await expect(page.locator("table.msg-table tbody td strong")).toHaveText("1");
  await expect(page.locator('#messages a[href^="javascript"]')).toHaveCount(0);
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
});
