import { describe, expect, it } from "vitest";
import { answered, connected, device, PHONE, say, scene, texts, until, visit } from "./stage";

describe("a conversation", () => {
  it("streams an answer and ends it with a footer", async () => {
    const { page } = await scene("/chats/session/new");
    await say(page, "Show me code");
    await page.locator('#sendBtn[data-mode="stop"][data-stop-session-key="session:new"]').waitFor();
    await answered(page);
    expect(await page.locator(".msg.user").count()).toBe(1);
    expect(await page.locator(".msg-model-footer").last().innerText()).toContain("36.6K in (12.0K cached)");
    expect(await page.locator(".msg-token-speed").last().innerText()).toContain("tok/s");
    await page.locator("code.shiki span[style]").first().waitFor();
    expect(await page.locator("pre.code-block code").getAttribute("data-lang")).toBe("rust");
  });

  it("keeps two tabs in step", async () => {
    const { page, context, url } = await scene("/chats/session/new");
    const other = await visit(context, `${url}/chats/session/new`);
    await connected(other);
    await say(page, "Hello from the first tab");
    await answered(page);
    await answered(other);
    await say(other, "And from the second");
    await until(async () => (await page.locator(".msg.user").count()) === 2);
    await answered(other);
    await answered(page);
    expect(await texts(other)).toEqual(await texts(page));
    expect(await page.locator(".msg.user").count()).toBe(2);
  });

  it("stops, keeps what was said, and can be asked again", async () => {
    const { page } = await scene("/chats/session/new");
    await say(page, "a slow answer");
    await until(async () => ((await texts(page))[1] ?? "").length > 8);
    await page.getByRole("button", { name: "Stop generation" }).click();
    await page.locator('#sendBtn[data-mode="send"]').waitFor();
    await page.getByText("Stopped here.").waitFor();
    expect((await texts(page))[1]?.length).toBeGreaterThan(8);
  });

  it("shows a failure in place, with the button that tries again", async () => {
    const { page } = await scene("/chats/session/new");
    await say(page, "this will fail");
    const card = page.locator(".error-card");
    await card.waitFor();
    expect(await card.innerText()).toContain("Wait half a minute");
    await card.getByRole("button", { name: "Try again" }).click();
    await until(async () => (await page.locator(".msg.user").count()) === 2);
  });

  it("runs tools on cards that unfold", async () => {
    const { page } = await scene("/chats/session/new");
    await say(page, "use a tool");
    await answered(page);
    await until(async () => (await page.locator(".exec-card").count()) === 3);
    await page.getByRole("button", { name: /Read.*App\.java/ }).click();
    await page.locator(".exec-output", { hasText: "final class App" }).waitFor();
    expect(await page.locator(".exec-card.exec-err").innerText()).toContain("exit status 1");
  });

  it("queues what is said meanwhile; a queued message can be changed and dropped", async () => {
    const { page, gateway } = await scene("/chats/session/new");
    await say(page, "a slow answer");
    for (const text of ["second", "third"]) {
      await page.locator("#chatInput").fill(text);
      await page.keyboard.press("Enter");
    }
    await until(async () => (await page.locator("#queuedMessages .queued").count()) === 2);
    await page.getByRole("button", { name: "Edit the queued message" }).first().click();
    await page.getByRole("textbox", { name: "Edit the queued message" }).fill("second, but better");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove from the queue" }).last().click();
    await until(async () => (await page.locator("#queuedMessages .queued").count()) === 1);
    expect(
      gateway.methods["chat.queued"]?.({ sessionKey: "session:new" }).queued.map(
        (entry: { text: string }) => entry.text,
      ),
    ).toEqual(["second, but better"]);
  });

  it("takes pictures and files, pasted, dropped and picked", async () => {
    const { page, gateway } = await scene("/chats/session/new");
    await connected(page);
    await page.locator("#attachInput").setInputFiles([
      { name: "thirty.txt", mimeType: "text/plain", buffer: Buffer.alloc(30, "x") },
      {
        name: "dot.png",
        mimeType: "image/png",
        buffer: Buffer.from(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
          "base64",
        ),
      },
    ]);
    expect(await page.locator(".media-preview-item").first().innerText()).toContain("30 B");
    const sent = new Promise<Record<string, unknown>>((resolve) => {
      const before = gateway.methods["chat.send"];
      gateway.methods["chat.send"] = (params) => {
        resolve(params);
        return before?.(params);
      };
    });
    await say(page, "look");
    const params = await sent;
    expect(params["_document_files"]).toMatchObject([
      { display_name: "thirty.txt", mime_type: "text/plain", size_bytes: 30 },
    ]);
    expect(params["content"]).toMatchObject([{ type: "text", text: "look" }, { type: "image_url" }]);
    expect(await page.locator(".media-preview-item").count()).toBe(0);
    await page.locator(".document-container .document-filename", { hasText: "thirty.txt" }).waitFor();
  });

  it("keeps words and files when the upload fails", async () => {
    const { page } = await scene("/chats/session/new");
    await connected(page);
    await page.route("**/upload", (route) => route.fulfill({ status: 500, json: { ok: false, error: "disk full" } }));
    await page
      .locator("#attachInput")
      .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
    await say(page, "with a file");
    await page.locator(".msg.system", { hasText: "File upload failed" }).waitFor();
    expect(await page.locator("#chatInput").inputValue()).toBe("with a file");
    expect(await page.locator(".media-preview-item").count()).toBe(1);
  });

  it("finds words in the whole conversation", async () => {
    const { page } = await scene("/chats/session/long", { long: 700 });
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    await page.keyboard.press("Control+F");
    await page.keyboard.type("Message 3:");
    await page.locator(".msg.user", { hasText: "Message 3:" }).waitFor();
    expect(await page.locator(".find-count").innerText()).toBe("1 / 1");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("chatInput");
  });

  it("goes to the message that the sidebar's search found", async () => {
    const { page } = await scene("/chats/main", { long: 700 });
    await connected(page);
    await page.locator("#sessionSearch").fill("Message 21:");
    await page.locator(".search-hit").first().click();
    await page.waitForURL("**/chats/session/long");
    await page.locator(".msg.user", { hasText: "Message 21:" }).waitFor();
    await until(() =>
      page.locator(".msg.user", { hasText: "Message 21:" }).evaluate((row) => row === document.activeElement),
    );
  });
});

describe("pain 33: draft, queue and sent messages survive", () => {
  it("a line that is cut at the moment of Enter", async () => {
    const { page, gateway } = await scene("/chats/session/new");
    await connected(page);
    await page.locator("#chatInput").fill("sent into the void");
    // The request leaves; the line is cut before its answer.
    const before = gateway.methods["chat.send"];
    let cut = false;
    gateway.methods["chat.send"] = (params) => {
      const answer = before?.(params);
      if (!cut) {
        cut = true;
        gateway.dropConnections();
      }
      return answer;
    };
    await page.keyboard.press("Enter");
    await answered(page);
    expect((await texts(page)).filter((text) => text === "sent into the void")).toHaveLength(1);
    expect(
      gateway.state.lines.get("session:new").filter((line: { role: string }) => line.role === "user"),
    ).toHaveLength(1);
    await page.reload();
    await answered(page);
    expect((await texts(page)).filter((text) => text === "sent into the void")).toHaveLength(1);
  });

  it("a reload in the middle of the answer", async () => {
    const { page } = await scene("/chats/session/new", { delay: 30 });
    await say(page, "show me code");
    await until(async () => ((await texts(page))[1] ?? "").length > 40);
    await page.reload();
    await until(async () => ((await texts(page))[1] ?? "").startsWith("Here is a small server."));
    await answered(page);
    const [question, answer, ...rest] = await texts(page);
    expect(question).toBe("show me code");
    expect(answer).toContain("A word is what the reader takes for one.");
    expect(answer?.match(/Here is a small server/g)).toHaveLength(1);
    expect(rest).toEqual([]);
  });

  it("a result that arrives from elsewhere while somebody types, and a reload", async () => {
    const { page, gateway } = await scene("/chats/main");
    await connected(page);
    await page.locator("#chatInput").pressSequentially("half a thou");
    gateway.broadcast("chat", {
      sessionKey: "cron:daily-report",
      runId: "c",
      state: "final",
      text: "report",
      messageIndex: 3,
    });
    gateway.broadcast("session", { kind: "patched", sessionKey: "cron:daily-report", version: 9 });
    gateway.broadcast("chat", {
      sessionKey: "main",
      runId: "c2",
      state: "final",
      text: "A scheduled answer.",
      messageIndex: 10,
    });
    await page.locator(".msg.assistant", { hasText: "A scheduled answer." }).waitFor();
    await page.locator("#chatInput").pressSequentially("ght");
    expect(await page.locator("#chatInput").inputValue()).toBe("half a thought");
    await page.reload();
    await connected(page);
    expect(await page.locator("#chatInput").inputValue()).toBe("half a thought");
  });

  it("a draft belongs to its session", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    await page.locator("#chatInput").fill("for main");
    await page.locator('[data-session-key="session:release"]').click();
    await page.locator(".chat-session-name", { hasText: "Release notes" }).waitFor();
    expect(await page.locator("#chatInput").inputValue()).toBe("");
    await page.locator("#chatInput").fill("for the release");
    await page.locator('[data-session-key="main"]').click();
    await until(async () => (await page.locator("#chatInput").inputValue()) === "for main");
  });

  it("a gateway that goes away and comes back", async () => {
    const { page, gateway } = await scene("/chats/session/new", { delay: 30 });
    await say(page, "show me code");
    await until(async () => ((await texts(page))[1] ?? "").length > 20);
    gateway.dropConnections();
    await until(async () => (await page.locator("#statusText").innerText()).includes("reconnecting"));
    await connected(page);
    await answered(page);
    expect((await texts(page))[1]?.match(/Here is a small server/g)).toHaveLength(1);
  });
});

describe("pain 26: what is stored is on the screen", () => {
  it("1,500 messages with two compactions, after a reload and on another device", async () => {
    const { page, gateway, url } = await scene("/chats/session/long", { long: 1_500 });
    for (const at of [500, 1_000])
      gateway.state.lines.get("session:long")[at] = {
        role: "notice",
        title: "Compaction",
        content: `Summarised at ${at}.`,
      };
    await page.reload();
    const read = async (reader: typeof page): Promise<string[]> => {
      await connected(reader);
      await reader.locator(".msg.assistant").last().waitFor();
      const seen = new Map<number, string>();
      for (;;) {
        const rows = await reader.locator("#messages [data-index]").evaluateAll((all) =>
          all.map((row) => {
            const said = row.querySelector<HTMLElement>(".user-text, .md");
            return [Number((row as HTMLElement).dataset["index"]), (said?.innerText ?? "").slice(0, 30)] as const;
          }),
        );
        for (const [index, text] of rows) seen.set(index, text);
        if (seen.has(0)) break;
        await reader.locator("#messages").evaluate((box) => box.scrollTo(0, 0));
        await reader.waitForFunction(
          (before) => Number(document.querySelector<HTMLElement>("#messages [data-index]")?.dataset["index"]) < before,
          Math.min(...seen.keys()),
        );
      }
      return [...seen].sort(([a], [b]) => a - b).map(([, text]) => text);
    };
    const first = await read(page);
    expect(first).toHaveLength(1_500);
    expect([first[500], first[1_000]]).toEqual(["Summarised at 500.", "Summarised at 1000."]);
    expect(await read(await visit(await device({ viewport: PHONE }), `${url}/chats/session/long`))).toEqual(first);
  });
});

describe("sessions", () => {
  it("a new one is active, has its own address, and takes the focus", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    await page.getByRole("button", { name: "New session", exact: true }).click();
    await page.waitForURL(/\/chats\/session\/[0-9a-f-]{36}$/);
    const key = `session:${page.url().split("/").at(-1)}`;
    expect(await page.locator(`.session-item.active`).getAttribute("data-session-key")).toBe(key);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("chatInput");
  });

  it("can be deleted, and the deletion undone", async () => {
    const { page, gateway } = await scene("/chats/session/release");
    await connected(page);
    await page.getByRole("button", { name: "Session actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await until(async () => (await page.locator('[data-session-key="session:release"]').count()) === 0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL("**/chats/session/release");
    expect(gateway.state.sessions.has("session:release")).toBe(true);
    await page.getByRole("button", { name: "Session actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.locator(".toast").getByRole("button", { name: "Close" }).click();
    await until(() => !gateway.state.sessions.has("session:release"));
  });

  it("are renamed by a click, archived and brought back", async () => {
    const { page, gateway } = await scene("/chats/session/release");
    await connected(page);
    await page.getByTitle("Click to rename").click();
    await page.getByRole("textbox", { name: "Session name" }).fill("Notes");
    await page.keyboard.press("Enter");
    await page.locator('[data-session-key="session:release"] [data-label-text]', { hasText: "Notes" }).waitFor();
    expect(gateway.state.sessions.get("session:release").label).toBe("Notes");
    await page.getByRole("button", { name: "Session actions" }).click();
    await page.getByTitle("Archive session").click();
    await until(async () => (await page.locator('[data-session-key="session:release"]').count()) === 0);
    await page.locator("#showArchivedSessions").check();
    await page.locator('[data-session-key="session:release"]').waitFor();
  });

  it("open in a new tab on a modified click, and stay", async () => {
    const { page, context } = await scene("/chats/main");
    await connected(page);
    const [other] = await Promise.all([
      context.waitForEvent("page"),
      page.locator('[data-session-key="session:release"]').click({ modifiers: ["ControlOrMeta"] }),
    ]);
    expect(other.url()).toContain("/chats/session/release");
    expect(page.url()).toContain("/chats/main");
  });

  it("10,000 of them scroll with few rows in the document", async () => {
    const { page } = await scene("/chats/main", { sessions: 9_990 });
    await connected(page);
    for (let step = 0; step < 12; step++) {
      await page.locator("#sessionList").evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await until(async () => (await page.locator(".session-item").count()) > 5);
    }
    expect(await page.locator(".session-item").count()).toBeLessThan(60);
  });
});
