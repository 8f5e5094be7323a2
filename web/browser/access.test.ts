import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
// @ts-expect-error the scenes are plain JavaScript
import { scenes } from "../dev/scenes.mjs";
import { connected, DESK, PHONE, say, scene, until } from "./stage";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await (window as any).axe.run(document, { resultTypes: ["violations"] });
    return result.violations.flatMap((violation: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      violation.nodes.map(
        (node) =>
          `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary.replaceAll("\n", " ").slice(0, 200)}`,
      ),
    );
  });
}

interface PictureScene {
  name: string;
  path: string;
  gateway?: object;
  only?: string;
  act?: (page: Page, info: object) => Promise<void>;
}

describe.each(["desk", "phone"] as const)("axe on a %s, light and dark", (size) => {
  const mine = (scenes as PictureScene[]).filter(
    (entry) => (!entry.only || entry.only === size) && entry.name !== "notfound",
  );
  it.each(mine.map((entry) => [entry.name, entry] as const))("%s", async (_name, entry) => {
    const { page, gateway } = await scene(entry.path, entry.gateway, {
      viewport: size === "desk" ? DESK : PHONE,
      isMobile: size === "phone",
      hasTouch: size === "phone",
      colorScheme: "light",
    });
    await entry.act?.(page, { size, theme: "light", gateway });
    await page.waitForTimeout(150);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator('html[data-theme="dark"]').waitFor({ state: "attached" });
    expect(await violations(page)).toEqual([]);
  });
});

const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName || "",
  );

/** Presses Tab until something has the focus. */
async function tabTo(
  page: Page,
  wanted: (description: { text: string; id: string; name: string }) => boolean,
): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return { text: element?.innerText ?? "", id: element?.id ?? "", name: element?.getAttribute("aria-label") ?? "" };
    });
    if (wanted(now)) return;
  }
  throw new Error(`never reached; the focus is on ${await focused(page)}`);
}

describe("with the keyboard alone", () => {
  it("pain 1: from nothing to the first answer", async () => {
    const { page } = await scene("/", { firstRun: true });
    await page.locator("#onboardingName").waitFor();
    await until(async () => page.evaluate(() => "WebSocket" in window));
    await tabTo(page, ({ id }) => id === "onboardingName");
    await page.keyboard.type("Alice");
    await page.keyboard.press("Enter");
    await page.locator(".onboarding-provider").first().waitFor();
    await tabTo(page, ({ name }) => name === "Search providers");
    await page.keyboard.type("anthropic");
    await tabTo(page, ({ text }) => text === "Configure");
    await page.keyboard.press("Enter");
    await tabTo(page, ({ id }) => id.endsWith("-key"));
    await page.keyboard.type("sk-good");
    await page.keyboard.press("Enter");
    await page.locator(".model-card").first().waitFor();
    await tabTo(page, ({ text }) => text === "Continue");
    await page.keyboard.press("Enter");
    await tabTo(page, ({ id }) => id === "firstMessage");
    await page.keyboard.type("Hello");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/chats/main");
    await page.locator(".msg.assistant .msg-model-footer").waitFor();
    expect(await page.locator(".user-text").allInnerTexts()).toEqual(["Hello"]);
  });

  it("pain 1: the first run is found where it was left", async () => {
    const { page } = await scene("/", { firstRun: true });
    await page.locator("#onboardingName").fill("Alice");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator(".onboarding-provider").first().waitFor();
    await page.goto(page.url().replace("/onboarding", "/chats/main"));
    await page.locator(".onboarding-provider").first().waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    expect(await page.locator("#onboardingName").inputValue()).toBe("Alice");
  });

  it("write, walk by message, copy, and come back", async () => {
    const { page, context } = await scene("/chats/main");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await connected(page);
    await page.locator(".msg.assistant").last().waitFor();
    await page.locator("#chatInput").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await until(() => page.evaluate(() => document.activeElement?.classList.contains("assistant") === true));
    await page.keyboard.press("ArrowUp");
    await until(() => page.evaluate(() => document.activeElement?.classList.contains("user") === true));
    await page.keyboard.press("c");
    await until(async () => (await page.evaluate(() => navigator.clipboard.readText())) === "Thanks, that helps");
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("chatInput");
  });

  it("open and close every dialog; the focus goes back", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    for (const id of ["commandPaletteBtn", "debugPanelBtn"]) {
      await page.locator(`#${id}`).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await until(async () => (await page.getByRole("dialog").count()) === 0);
      expect(await focused(page)).toBe(id);
    }
  });

  it("change the model", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    await page.locator("#modelComboBtn").focus();
    await page.keyboard.press("Enter");
    await page.locator("#modelSearchInput").waitFor();
    await page.keyboard.type("haiku");
    await page.keyboard.press("Enter");
    await until(async () => (await page.locator("#modelComboLabel").innerText()) === "Claude Haiku 4.5");
    expect(await focused(page)).toBe("modelComboBtn");
    expect(await page.locator("#reasoningCombo").count()).toBe(0);
  });

  it("run slash commands", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    await page.locator("#chatInput").fill("/cl");
    expect(await page.locator(".slash-menu-item").count()).toBe(1);
    await page.keyboard.press("Enter");
    await page.locator("#welcomeCard").waitFor();
  });
});

describe("the palette", () => {
  it("offers unmatched words to the agent, keeps that choice, and sends them in a new session", async () => {
    const { page, gateway } = await scene("/settings/profile");
    await connected(page);
    await page.keyboard.press("Control+K");
    await page.keyboard.type("why is the moon round");
    await until(
      async () => (await page.locator(".cmd-palette-item-active .cmd-palette-item-label").innerText()) === "Ask agent",
    );
    await page.waitForTimeout(500);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/chats\/session\//);
    await page.locator(".user-text", { hasText: "why is the moon round" }).waitFor();
    const key = `session:${page.url().split("/").at(-1)}`;
    await until(() => (gateway.state.lines.get(key) ?? []).length > 0);
  });

  it("opens and closes with the same keys and forgets its query", async () => {
    const { page } = await scene("/chats/main");
    await connected(page);
    await page.keyboard.press("Control+K");
    await page.keyboard.type("theme");
    await page.keyboard.press("Control+K");
    expect(await page.locator(".cmd-palette").count()).toBe(0);
    await page.keyboard.press("Control+K");
    expect(await page.locator(".cmd-palette-input").inputValue()).toBe("");
  });
});

it("an answer is announced when it ends, not per token", async () => {
  const { page } = await scene("/chats/session/new");
  const said: string[] = [];
  await page.exposeFunction("heard", (text: string) => said.push(text));
  await connected(page);
  await page.evaluate(() => {
    const region = document.querySelector(".messages-frame [aria-live=polite]");
    if (region)
      new MutationObserver(() => (window as any).heard(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await say(page, "hello");
  await page.locator(".msg-model-footer").waitFor();
  await until(() => said.length === 1);
  expect(said[0]).toContain("Good question.");
});
