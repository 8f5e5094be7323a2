import { describe, expect, it } from "vitest";
import { connected, scene, until } from "./stage";

describe("pain 3: what was saved is there after a reload", () => {
  it("name, zone and agent", async () => {
    const { page, gateway } = await scene("/settings/profile");
    await connected(page);
    await page.getByLabel("Your Name").fill("Ada");
    await page.getByLabel("Your Name").blur();
    await page.getByText("Saved").waitFor();
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await page.getByLabel("Agent name").fill("Kit");
    await page.getByLabel("Manner").fill("brief");
    await page.getByLabel("Soul").fill("Knows the tides.");
    await page.getByRole("button", { name: "Save" }).click();
    await until(() => gateway.state.soul === "Knows the tides.");
    await page.reload();
    await connected(page);
    await until(async () => (await page.getByLabel("Your Name").inputValue()) === "Ada");
    expect(await page.getByLabel("Time zone").inputValue()).toBe("Asia/Tokyo");
    expect(await page.getByLabel("Agent name").inputValue()).toBe("Kit");
    expect(await page.getByLabel("Manner").inputValue()).toBe("brief");
    expect(await page.getByLabel("Soul").inputValue()).toBe("Knows the tides.");
    expect(await page.locator("#titleName").innerText()).toBe("Kit");
    expect(gateway.state.identity.emoji).toBe("🦎");
  });

  it("an empty name is refused in words", async () => {
    const { page, gateway } = await scene("/settings/profile");
    await connected(page);
    await page.getByLabel("Your Name").fill("");
    await page.getByLabel("Your Name").blur();
    await page.getByText("Your name is required.").waitFor();
    expect(gateway.state.identity.user_name).toBe("Alice");
  });

  it("theme, font and scrolling", async () => {
    const { page } = await scene("/settings/appearance");
    await connected(page);
    await page.getByRole("radio", { name: "Dark" }).click();
    await page.getByRole("radio", { name: "Serif" }).click();
    await page.getByRole("radio", { name: "Always follow" }).click();
    await page.reload();
    await connected(page);
    expect(
      await page.evaluate(() => [
        document.documentElement.dataset["theme"],
        document.documentElement.dataset["reading"],
        localStorage.getItem("moltis-auto-scroll"),
      ]),
    ).toEqual(["dark", "serif", "always"]);
  });

  it("the configuration, with comments; what is not valid cannot be saved", async () => {
    const { page, gateway } = await scene("/settings/config");
    await connected(page);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("oops");
    await page.locator(".config-problems", { hasText: "line 10" }).waitFor();
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.keyboard.type(" = 1 # kept");
    await page.getByText("valid", { exact: true }).waitFor();
    await page.keyboard.press("Control+S");
    await page.getByText("take effect when Moltis is started again").waitFor();
    expect(gateway.state.config).toContain("oops = 1 # kept");
    expect(gateway.state.config).toContain("# Moltis");
    await page.reload();
    await page.locator(".cm-content", { hasText: "oops = 1 # kept" }).waitFor();
  });

  it("text that is not saved yet survives a visit elsewhere", async () => {
    const { page } = await scene("/settings/config");
    await connected(page);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# a thought");
    await page.locator('[data-section="about"]').click();
    await page.getByRole("heading", { name: "Data and About" }).waitFor();
    await page.locator('[data-section="config"]').click();
    await page.locator(".cm-content", { hasText: "# a thought" }).waitFor();
  });
});

describe("LLMs", () => {
  it("a pasted key is tried at once, saved, and never shown again", async () => {
    const { page, gateway, context } = await scene("/settings/providers");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await connected(page);
    await page.getByRole("button", { name: "Add LLM" }).click();
    await page.getByRole("searchbox", { name: "Search providers" }).fill("open");
    await page.locator('#providerModal [data-provider="openai"]').click();
    await page.evaluate(() => navigator.clipboard.writeText("  sk-secret-1234  "));
    await page.getByLabel("API Key").focus();
    await page.keyboard.press("Control+V");
    await page.locator(".model-card").first().waitFor();
    expect(await page.locator("#providerModal h2").innerText()).toBe("OpenAI — Select Models");
    expect(gateway.state.keys.has("openai")).toBe(true);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("#provider-openai").waitFor();
    expect(await page.content()).not.toContain("sk-secret-1234");
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("sk-secret-1234");
  });

  it("a refused key says why and is not kept", async () => {
    const { page, gateway } = await scene("/settings/providers");
    await connected(page);
    await page.getByRole("button", { name: "Add LLM" }).click();
    await page.locator('[data-provider="openai"]').click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".alert-error-text", { hasText: "API key is required" }).waitFor();
    await page.getByLabel("API Key").fill("wrong");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".alert-error-text", { hasText: "HTTP 401" }).waitFor();
    expect(gateway.state.keys.has("openai")).toBe(false);
  });

  it("a provider is removed after a question", async () => {
    const { page, gateway } = await scene("/settings/providers");
    await connected(page);
    await page.locator("#provider-anthropic").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Confirm" }).click();
    await page.locator("#providersEmptyState").waitFor();
    expect(gateway.state.keys.size).toBe(0);
  });

  it("a local model is downloaded with a bar", async () => {
    const { page, gateway } = await scene("/settings/providers");
    gateway.methods["providers.local.configure"] = ({ modelId }) => ({ ok: true, modelId });
    await connected(page);
    await page.getByRole("button", { name: "Add LLM" }).click();
    await page.locator('[data-provider="local-llm"]').click();
    expect(await page.locator(".local-models li", { hasText: "70B" }).getByRole("button").isDisabled()).toBe(true);
    await page.locator(".local-models button").first().click();
    gateway.broadcast("local-llm.download", { modelId: "m", downloaded: 52_428_800, total: 104_857_600, progress: 50 });
    await page.getByText("50.0 MB / 100.0 MB").waitFor();
    gateway.broadcast("local-llm.download", { modelId: "m", progress: 100, complete: true });
    await page.getByText("connected successfully").waitFor();
  });

  it("a download that fails says why and can be tried again", async () => {
    const { page, gateway } = await scene("/settings/providers");
    gateway.methods["providers.local.configure"] = ({ modelId }) => ({ ok: true, modelId });
    await connected(page);
    await page.getByRole("button", { name: "Add LLM" }).click();
    await page.locator('[data-provider="local-llm"]').click();
    await page.locator(".local-models button").first().click();
    gateway.broadcast("local-llm.download", { modelId: "m", error: "the disk is full" });
    await page.locator(".alert-error-text", { hasText: "the disk is full" }).waitFor();
    expect(await page.locator(".local-models button").first().isEnabled()).toBe(true);
  });

  it("all models are probed with a bar, and the sum is told", async () => {
    const { page, gateway } = await scene("/settings/providers");
    let finish = (_sum: object) => {};
    gateway.methods["models.detect_supported"] = () => new Promise((resolve) => (finish = resolve));
    await connected(page);
    await page.getByRole("button", { name: "Detect All Models" }).click();
    gateway.broadcast("models.updated", { phase: "progress", total: 3, checked: 1 });
    await page.getByText("Probing models: 1/3 (33%)").waitFor();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    finish({ ok: true, total: 3, checked: 3, supported: 2, unsupported: 1, errors: 0 });
    await page.getByText("2 of 3 models answer, 1 do not").waitFor();
  });

  it("a model is switched off and leaves the picker", async () => {
    const { page, url } = await scene("/settings/providers");
    await connected(page);
    await page.getByRole("checkbox", { name: "Use Claude Haiku 4.5" }).uncheck();
    await page.goto(`${url}/chats/main`);
    await connected(page);
    await page.locator("#modelComboBtn").click();
    await page.locator(".model-dropdown-item").first().waitFor();
    expect(await page.locator(".model-item-label", { hasText: "Haiku" }).count()).toBe(0);
  });
});

it("logs run live, can be filtered, held and emptied", async () => {
  const { page, gateway } = await scene("/settings/logs");
  await connected(page);
  await page.locator(".log-row", { hasText: "Moltis is ready" }).waitFor();
  gateway.broadcast("logs.entry", {
    ts: Date.now(),
    level: "ERROR",
    target: "test",
    message: "something broke",
    fields: { code: 7 },
  });
  await page.locator(".log-row.error", { hasText: "something broke" }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  gateway.broadcast("logs.entry", { ts: Date.now(), level: "ERROR", target: "test", message: "while paused" });
  await page.getByLabel("Lowest level").selectOption("error");
  await until(async () => (await page.locator(".log-row.info").count()) === 0);
  expect(await page.locator(".log-row", { hasText: "while paused" }).count()).toBe(0);
  await page.getByRole("button", { name: "Clear" }).click();
  expect(await page.locator(".log-row").count()).toBe(0);
});

it("the menu has the sections in order, finds them by search, and each has its own icon", async () => {
  const { page } = await scene("/settings");
  await connected(page);
  await page.waitForURL("**/settings/profile");
  expect(
    await page
      .locator(".settings-nav-item")
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset["section"])),
  ).toEqual(["profile", "appearance", "providers", "logs", "config", "about"]);
  const masks = await page
    .locator(".settings-nav-item")
    .evaluateAll((items) => items.map((item) => getComputedStyle(item, "::before").maskImage));
  expect(new Set(masks).size).toBe(6);
  await page.getByLabel("Search settings").fill("toml");
  await until(async () => (await page.locator(".settings-nav-item").count()) === 1);
  expect(await page.locator(".settings-nav-item").innerText()).toBe("Configuration");
});

it("an unknown section leads to the profile", async () => {
  const { page } = await scene("/settings/unknown");
  await page.waitForURL("**/settings/profile");
});
