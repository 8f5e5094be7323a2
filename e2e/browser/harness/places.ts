import { expect, type Page } from "@playwright/test";
import { answers, idle, input, open, ready, say } from "./chat.ts";
import type { Conversation } from "./distribution.ts";
import type { Device } from "./looks.ts";
import { KEY } from "./model.ts";

interface Stage {
  /** The address of the scripted model. */
  model: string;
  device: Device;
}

/** A page in a state in which people see it. */
export interface Place {
  name: string;
  only?: Device;
  go: (page: Page, stage: Stage) => Promise<void>;
}

const CODE = `Here is the smallest server that answers with the time:

\`\`\`java
void main() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(8080), 0);
    server.createContext("/", exchange -> {
        byte[] now = Instant.now().toString().getBytes();
        exchange.sendResponseHeaders(200, now.length);
        exchange.getResponseBody().write(now);
        exchange.close();
    });
    server.start();
}
\`\`\`

Three things are worth knowing:

1. It listens on **every** interface. Use \`new InetSocketAddress("127.0.0.1", 8080)\` to keep it to yourself.
2. One request at a time is answered. For more, give it an executor.
3. The \`0\` is the backlog, *not* a timeout.

| Executor | Good for |
|---|---|
| none | a quick look |
| virtual threads | nearly everything |
`;

/** What somebody has in the sidebar after some weeks. */
export const conversations: Conversation[] = [
  {
    session: "session:server",
    label: "A tiny web server",
    lines: [
      { role: "user", content: "Show me the smallest HTTP server in plain Java, please." },
      {
        role: "assistant",
        content: CODE,
        reasoning: "The JDK has had a small server since version 6. That is the shortest answer.",
        model: "scripted-1",
        provider: "openai",
        inputTokens: 412,
        outputTokens: 268,
        durationMs: 4_200,
      },
      { role: "user", content: "And how many requests a second would that be, at 2 ms each?" },
      {
        role: "assistant",
        content: "",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "calc", arguments: '{"expression":"1000 / 2"}' } },
        ],
      },
      {
        role: "tool_result",
        content: "",
        tool_call_id: "call_1",
        tool_name: "calc",
        arguments: { expression: "1000 / 2" },
        success: true,
        result: { result: "500" },
      },
      {
        role: "assistant",
        content: "**500 a second**, since it answers one after the other. With virtual threads the limit is elsewhere.",
        model: "scripted-1",
        provider: "openai",
        inputTokens: 731,
        outputTokens: 31,
        durationMs: 900,
      },
    ],
  },
  ...[
    ["Holiday in Norway", "Which ferry goes from Bergen to Stavanger?"],
    ["Names for the cat", "Short, two syllables, no kings."],
    ["Reading list", "What did I want to read after the one about bees?"],
    ["Bread, less sticky", "The dough is 78 % water."],
    ["Invoice 2025-114", "Write a friendly reminder."],
  ].map(([label = "", content = ""], index) => ({
    session: `session:other-${index}`,
    label,
    lines: [
      { role: "user", content },
      { role: "assistant", content: "Here is what I would do." },
    ],
  })),
];

const menu = async (page: Page, device: Device) => {
  if (device === "phone") await page.locator("#mobileMenuBtn").click();
};

async function section(page: Page, name: string, shown: string): Promise<void> {
  await open(page, `/settings/${name}`);
  await expect(page.locator(shown).first()).toBeVisible();
}

/** The places of somebody who has been through the first run. */
export const places: Place[] = [
  {
    name: "chat",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await expect(page.locator("#messages")).toContainText("500 a second");
    },
  },
  {
    name: "chat-code",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.locator("#messages").evaluate((box) => box.scrollTo(0, 0));
      await expect(page.locator("code.shiki").first()).toBeVisible();
    },
  },
  {
    name: "chat-tool",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.locator(".exec-line").first().click();
      await expect(page.locator(".exec-body").first()).toBeVisible();
    },
  },
  { name: "chat-empty", go: (page) => open(page, "/chats/session/nothing-said-yet") },
  {
    name: "chat-streaming",
    go: async (page) => {
      await open(page, `/chats/session/waiting-${Date.now()}`);
      await say(page, "stall after hello");
      await expect(answers(page)).toContainText("Hello, and now I wait.");
    },
  },
  {
    name: "chat-queue",
    go: async (page) => {
      await open(page, `/chats/session/queue-${Date.now()}`);
      await say(page, "stall after hello");
      await expect(answers(page)).toContainText("Hello, and now I wait.");
      await say(page, "And then, what would you say to this?");
      await expect(page.locator(".queued")).toHaveCount(1);
    },
  },
  {
    name: "chat-error",
    go: async (page) => {
      await open(page, `/chats/session/refused-${Date.now()}`);
      await say(page, "fail 401");
      await expect(page.locator(".error-card").first()).toBeVisible();
      await idle(page);
    },
  },
  {
    name: "chat-slash",
    go: async (page) => {
      await open(page);
      await input(page).fill("/");
      await expect(page.locator(".slash-menu")).toBeVisible();
    },
  },
  {
    name: "chat-models",
    go: async (page) => {
      await open(page);
      await input(page).fill("");
      await page.locator("#modelComboBtn").click();
      await expect(page.locator("#modelDropdown")).toBeVisible();
    },
  },
  {
    name: "chat-find",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.keyboard.press("Control+F");
      await page.keyboard.type("server");
      await expect(page.locator(".find-count")).toContainText("/");
    },
  },
  {
    name: "chat-context",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.locator("#debugPanelBtn").click();
      await expect(page.locator("#debugModal .facts")).toBeVisible();
    },
  },
  {
    name: "chat-shortcuts",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await say(page, "/help");
      await expect(page.locator(".shortcuts").first()).toBeVisible();
    },
  },
  {
    name: "chat-actions",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.locator("#sessionActionsMount button").first().click();
      await expect(page.locator("#sessionActionsMount .menu")).toBeVisible();
    },
  },
  {
    name: "palette",
    go: async (page) => {
      await open(page, "/chats/session/server");
      await page.keyboard.press("Control+K");
      await expect(page.locator(".cmd-palette")).toBeVisible();
    },
  },
  {
    name: "menu",
    only: "phone",
    go: async (page, { device }) => {
      await open(page);
      await menu(page, device);
      await expect(page.locator("#mobileMenuPanel.open")).toBeVisible();
    },
  },
  {
    name: "sessions",
    only: "phone",
    go: async (page, { device }) => {
      await open(page);
      await menu(page, device);
      await page.locator("#mobileMenuSessionsBtn").click();
      await expect(page.locator("#sessionsPanel.open")).toBeVisible();
    },
  },
  {
    name: "sessions-search",
    only: "desk",
    go: async (page) => {
      await open(page);
      await page.locator("#sessionSearch").fill("ferry");
      await expect(page.locator(".search-hit").first()).toBeVisible();
    },
  },
  { name: "settings-profile", go: (page) => section(page, "profile", "#userName") },
  { name: "settings-appearance", go: (page) => section(page, "appearance", ".settings-card") },
  { name: "settings-providers", go: (page) => section(page, "providers", ".model-row") },
  {
    name: "settings-providers-add",
    go: async (page) => {
      await section(page, "providers", ".model-row");
      await page.locator("#providersAddLlmBtn").click();
      await expect(page.locator(".provider-item").first()).toBeVisible();
    },
  },
  {
    name: "settings-providers-refused",
    go: async (page, { model }) => {
      await section(page, "providers", ".model-row");
      await page.locator("#providersAddLlmBtn").click();
      await page.locator('[data-provider="custom"]').click();
      await page.getByLabel("Endpoint URL").fill(model);
      await page.locator("#providerModal").getByLabel("API Key").fill("not-the-key");
      await page.locator("#providerModal button[type=submit]").click();
      await expect(page.locator("#providerModal [role=alert]")).toBeVisible();
    },
  },
  { name: "settings-config", go: (page) => section(page, "config", ".cm-content") },
  {
    name: "settings-config-error",
    go: async (page) => {
      await section(page, "config", ".cm-content");
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("\n[oops");
      await expect(page.locator(".config-problems .error")).toBeVisible();
    },
  },
  { name: "settings-logs", go: (page) => section(page, "logs", ".log-row") },
  { name: "settings-about", go: (page) => section(page, "about", ".facts") },
  {
    name: "settings-delete",
    go: async (page) => {
      await section(page, "about", ".facts");
      await page.getByRole("button", { name: "Delete all sessions" }).click();
      await expect(page.locator(".provider-modal")).toBeVisible();
    },
  },
  {
    name: "settings-menu",
    only: "phone",
    go: async (page) => {
      await open(page, "/settings/profile");
      await page.locator(".settings-mobile-menu-btn").click();
      await expect(page.locator(".settings-nav-item").first()).toBeVisible();
    },
  },
  {
    name: "not-found",
    go: async (page) => {
      await page.goto("/nowhere/at/all");
      await expect(page.locator("h1")).toBeVisible();
    },
  },
  {
    name: "handbook",
    go: async (page) => {
      await page.goto("/docs/");
      await expect(page.locator("h1").first()).toBeVisible();
    },
  },
  {
    name: "handbook-quickstart",
    go: async (page) => {
      await page.goto("/docs/quickstart");
      await expect(page.locator("h1").first()).toBeVisible();
    },
  },
];

/** The steps of the first run, in the order in which they are gone. */
export const firstSteps: Place[] = [
  {
    name: "first-welcome",
    go: async (page) => {
      await page.goto("/");
      await page.locator("#onboardingName").fill("Alice");
    },
  },
  {
    name: "first-connect",
    go: async (page) => {
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.locator(".onboarding-provider").first()).toBeVisible();
    },
  },
  {
    name: "first-key",
    go: async (page, { model }) => {
      await page.getByRole("searchbox").fill("compatible");
      await page.locator(".onboarding-provider").last().getByRole("button", { name: "Configure" }).click();
      await page.getByLabel("Endpoint URL").fill(model);
      await page.getByLabel("API Key").fill(KEY);
    },
  },
  {
    name: "first-model",
    go: async (page) => {
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await expect(page.locator(".model-card").first()).toBeVisible();
    },
  },
  {
    name: "first-message",
    go: async (page) => {
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator("#firstMessage").fill("Hello! What can you do for me?");
    },
  },
  {
    name: "first-answer",
    go: async (page) => {
      await page.getByRole("button", { name: "Send" }).click();
      await ready(page);
      await expect(answers(page)).toContainText("Hello!");
      await idle(page);
    },
  },
];
