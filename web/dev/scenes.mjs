// The states that pictures are taken of.

const connected = (page) => page.locator("#statusDot.connected").waitFor();

async function send(page, text) {
  await connected(page);
  await page.locator("#chatInput").fill(text);
  await page.locator("#sendBtn").click();
}

const onPhone = async (page, { size }, open) => {
  if (size !== "phone") return;
  await page.locator("#mobileMenuBtn").click();
  if (open) await page.locator(open).click();
};

async function toModel(page) {
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator(".onboarding-provider").filter({ hasText: "Anthropic" }).getByRole("button").click();
  await page.locator(".onboarding-provider-body input").first().fill("sk-good");
  await page.locator(".onboarding-provider-body button[type=submit]").click();
  await page.locator(".model-card").first().waitFor();
}

async function chooseProvider(page, name) {
  await connected(page);
  await page.locator("#providersAddLlmBtn").click();
  await page.locator(`[data-provider=${name}]`).click();
}

export const scenes = [
  {
    name: "chat-tour",
    path: "/chats/session/release",
    act: async (page) => {
      await connected(page);
      await page.locator(".msg.assistant").last().waitFor();
      await page.waitForTimeout(800);
    },
  },
  {
    name: "chat-tour-top",
    path: "/chats/session/release",
    act: async (page) => {
      await connected(page);
      await page.locator(".msg.assistant").last().waitFor();
      await page.waitForTimeout(700);
      await page.locator("#messages").evaluate((box) => {
        box.scrollTop = 0;
      });
      await page.waitForTimeout(300);
      await page.locator(".exec-line").first().click();
    },
  },
  { name: "chat-empty", path: "/chats/session/new1", act: connected },
  { name: "chat-main", path: "/chats/main", act: connected },
  {
    name: "chat-thinking",
    path: "/chats/session/new2",
    act: async (page) => {
      await send(page, "Please think about this");
      await page.waitForTimeout(900);
    },
  },
  {
    name: "chat-streaming",
    path: "/chats/session/new3",
    gateway: { delay: 25 },
    act: async (page) => {
      await send(page, "Show me code");
      await page.waitForTimeout(2_200);
    },
  },
  {
    name: "chat-tools",
    path: "/chats/session/new4",
    act: async (page) => {
      await send(page, "Use a tool");
      await page.locator(".exec-card.running").nth(0).waitFor();
      await page.waitForTimeout(3_000);
    },
  },
  {
    name: "chat-error",
    path: "/chats/session/new5",
    act: async (page) => {
      await send(page, "This will fail");
      await page.locator(".error-card").waitFor();
    },
  },
  {
    name: "chat-queue",
    path: "/chats/session/new6",
    act: async (page) => {
      await send(page, "A slow answer");
      await page.waitForTimeout(800);
      await page.locator("#chatInput").fill("And a second question, which waits");
      await page.keyboard.press("Enter");
      await page.locator("#chatInput").fill("And a third one");
      await page.keyboard.press("Enter");
      await page.locator(".queued").nth(1).waitFor();
    },
  },
  {
    name: "chat-refused",
    path: "/chats/session/new7",
    act: async (page) => {
      await send(page, "please refuse this");
      await page.locator("[data-chat-send-error]").waitFor();
    },
  },
  {
    name: "chat-approval",
    path: "/chats/session/new8",
    act: async (page) => {
      await send(page, "approve");
      await page.locator(".approval-card").waitFor();
    },
  },
  {
    name: "chat-slash",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.locator("#chatInput").fill("/");
      await page.locator(".slash-menu").waitFor();
    },
  },
  {
    name: "chat-model",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.locator("#modelComboBtn").click();
      await page.locator("#modelDropdown").waitFor();
    },
  },
  {
    name: "chat-find",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.keyboard.press("Control+F");
      await page.keyboard.type("list");
      await page.waitForTimeout(400);
    },
  },
  {
    name: "chat-offline",
    path: "/chats/main",
    act: async (page, { gateway }) => {
      await connected(page);
      await page.locator("#chatInput").fill("A draft that must survive");
      await page.context().setOffline(true);
      gateway.dropConnections();
      await page.locator("#connectionBanner").waitFor();
    },
  },
  {
    name: "chat-table",
    path: "/chats/session/new9",
    gateway: { delay: 2 },
    act: async (page) => {
      await send(page, "a table");
      await page.locator("#sendBtn[data-mode=send]").waitFor();
      await page.waitForTimeout(1_500);
      await page.locator("#sendBtn[data-mode=send]").waitFor();
    },
  },
  {
    name: "chat-word",
    path: "/chats/session/new10",
    gateway: { delay: 0 },
    act: async (page) => {
      await send(page, "word");
      await page.waitForTimeout(3_000);
    },
  },
  {
    name: "chat-long",
    path: "/chats/session/long",
    act: async (page) => {
      await connected(page);
      await page.locator(".msg.assistant").last().waitFor();
    },
  },
  {
    name: "chat-context",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.locator("#debugPanelBtn").click();
      await page.locator("#debugModal .facts").waitFor();
    },
  },
  {
    name: "chat-shortcuts",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.locator("#chatInput").fill("/help");
      await page.keyboard.press("Enter");
      await page.locator(".shortcuts").first().waitFor();
    },
  },
  {
    name: "chat-actions",
    path: "/chats/session/release",
    act: async (page) => {
      await connected(page);
      await page.locator("#sessionActionsMount button").click();
    },
  },
  {
    name: "chat-nomodels",
    path: "/chats/main",
    act: async (page, { gateway }) => {
      await connected(page);
      gateway.state.keys.clear();
      gateway.broadcast("models.updated", {});
      await page.goto(new URL("/chats/session/none", page.url()).href);
      await page.locator("#noProvidersCard").waitFor();
      gateway.state.keys.add("anthropic");
    },
  },
  {
    name: "palette",
    path: "/chats/main",
    act: async (page) => {
      await connected(page);
      await page.locator("#commandPaletteBtn").click();
      await page.locator(".cmd-palette").waitFor();
    },
  },
  {
    name: "sessions-sheet",
    path: "/chats/main",
    only: "phone",
    act: async (page, info) => {
      await connected(page);
      await onPhone(page, info, "#mobileMenuSessionsBtn");
      await page.waitForTimeout(300);
    },
  },
  {
    name: "mobile-menu",
    path: "/chats/main",
    only: "phone",
    act: async (page, info) => {
      await connected(page);
      await onPhone(page, info);
    },
  },
  {
    name: "sessions-search",
    path: "/chats/main",
    only: "desk",
    act: async (page) => {
      await connected(page);
      await page.locator("#sessionSearch").fill("sorted");
      await page.locator(".search-hit").first().waitFor();
    },
  },
  {
    name: "sessions-deleted",
    path: "/chats/session/s1",
    only: "desk",
    act: async (page) => {
      await connected(page);
      await page.locator("#sessionActionsMount button").click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
    },
  },
  { name: "notfound", path: "/nowhere", act: async () => {} },
  { name: "settings-profile", path: "/settings/profile", act: connected },
  {
    name: "settings-providers",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator(".model-row").first().waitFor();
    },
  },
  {
    name: "settings-providers-add",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator("#providersAddLlmBtn").click();
      await page.locator(".provider-item").first().waitFor();
    },
  },
  {
    name: "settings-providers-key",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator("#providersAddLlmBtn").click();
      await page.locator("[data-provider=openai]").click();
      await page.locator("#providerModal input[type=password]").fill("wrong");
      await page.locator("#providerModal button[type=submit]").click();
      await page.locator(".alert-error-text").waitFor();
    },
  },
  {
    name: "settings-providers-models",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator("#providersAddLlmBtn").click();
      await page.locator("[data-provider=openai]").click();
      await page.locator("#providerModal input[type=password]").fill("sk-good");
      await page.locator("#providerModal button[type=submit]").click();
      await page.locator(".model-card").first().waitFor();
    },
  },
  {
    name: "settings-signin",
    path: "/settings/providers",
    act: (page) => chooseProvider(page, "openai-codex"),
  },
  {
    name: "settings-signin-browser",
    path: "/settings/providers",
    act: async (page) => {
      await chooseProvider(page, "openai-codex");
      await page.evaluate(() => {
        window.open = () => null;
      });
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.locator(".sign-in input").fill("http://localhost:1455/auth/callback");
      await page.getByRole("button", { name: "Submit Callback" }).click();
      await page.locator(".sign-in [role=alert]").waitFor();
    },
  },
  {
    name: "settings-signin-device",
    path: "/settings/providers",
    act: async (page) => {
      await chooseProvider(page, "github-copilot");
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.locator(".device-code").waitFor();
    },
  },
  {
    name: "settings-signin-failed",
    path: "/settings/providers",
    act: async (page, { gateway }) => {
      await chooseProvider(page, "github-copilot");
      gateway.methods["providers.oauth.status"] = ({ provider }) => ({
        provider,
        authenticated: false,
        waiting: false,
        error: "GitHub refused the sign-in: access_denied.",
      });
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.locator(".sign-in [role=alert]").waitFor();
    },
  },
  {
    name: "settings-signin-done",
    path: "/settings/providers",
    act: async (page, { gateway }) => {
      await connected(page);
      gateway.state.signIn("openai-codex");
      await page.locator("#provider-openai-codex").waitFor();
    },
  },
  {
    name: "settings-providers-files",
    path: "/settings/providers",
    act: async (page, { gateway }) => {
      await connected(page);
      gateway.state.keys = new Set(["local-llm"]);
      gateway.broadcast("providers.updated", {});
      await page.locator(".local-file").first().waitFor();
    },
  },
  {
    name: "settings-signin-ended",
    path: "/settings/providers",
    act: async (page, { gateway }) => {
      await connected(page);
      gateway.state.refused = "openai-codex";
      gateway.broadcast("providers.updated", { provider: "openai-codex" });
      await page.locator("#provider-openai-codex").waitFor();
      await page.locator(".provider-places summary").click();
    },
  },
  {
    name: "settings-signin-remove",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator("#provider-anthropic").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "settings-providers-local",
    path: "/settings/providers",
    act: async (page) => {
      await connected(page);
      await page.locator("#providersAddLlmBtn").click();
      await page.locator("[data-provider=local-llm]").click();
      await page.locator(".local-models button").first().click();
      await page.waitForTimeout(1_300);
    },
  },
  {
    name: "settings-providers-empty",
    path: "/settings/profile",
    act: async (page, { gateway }) => {
      await connected(page);
      gateway.state.keys.clear();
      await page.goto(new URL("/settings/providers", page.url()).href);
      await page.locator("#providersEmptyState").waitFor();
    },
  },
  {
    name: "settings-logs",
    path: "/settings/logs",
    act: async (page) => {
      await connected(page);
      await page.locator(".log-row").first().waitFor();
    },
  },
  {
    name: "settings-config",
    path: "/settings/config",
    act: async (page) => {
      await connected(page);
      await page.locator(".cm-content").waitFor();
      await page.waitForTimeout(700);
    },
  },
  {
    name: "settings-config-error",
    path: "/settings/config",
    act: async (page) => {
      await connected(page);
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+End");
      await page.keyboard.type("oops");
      await page.locator(".config-problems").waitFor();
    },
  },
  { name: "settings-about", path: "/settings/about", act: connected },
  {
    name: "settings-delete-ask",
    path: "/settings/about",
    act: async (page) => {
      await connected(page);
      await page.getByRole("button", { name: "Delete all sessions" }).click();
    },
  },
  {
    name: "settings-menu",
    path: "/settings/profile",
    only: "phone",
    act: async (page) => {
      await connected(page);
      await page.locator(".settings-mobile-menu-btn").click();
    },
  },
  {
    name: "onboarding-welcome",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await page.locator("#onboardingName").waitFor();
    },
  },
  {
    name: "onboarding-connect",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await page.locator("#onboardingName").fill("Alice");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator(".onboarding-provider").first().waitFor();
      await page.waitForTimeout(1_000);
    },
  },
  {
    name: "onboarding-key",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await page.locator("#onboardingName").fill("Alice");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator(".onboarding-provider button").first().click();
      await page.locator(".onboarding-provider-body input").first().waitFor();
    },
  },
  {
    name: "onboarding-model",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await toModel(page);
    },
  },
  {
    name: "onboarding-message",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await toModel(page);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator("#firstMessage").fill("Hello! What can you do for me?");
    },
  },
  {
    name: "onboarding-first-chat",
    path: "/",
    gateway: { firstRun: true },
    act: async (page) => {
      await toModel(page);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator("#firstMessage").fill("Hello!");
      await page.getByRole("button", { name: "Send" }).click();
      await page.waitForURL("**/chats/main");
      await page.locator(".msg.assistant .md").first().waitFor();
      await page.waitForTimeout(600);
    },
  },
  { name: "settings-appearance", path: "/settings/appearance", act: connected },
];
