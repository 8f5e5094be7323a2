import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
// @ts-expect-error the scripted gateway is plain JavaScript
import { createGateway } from "../dev/fake-gateway.mjs";

export interface Gateway {
  state: any;
  broadcast(event: string, payload: unknown): void;
  methods: Record<string, (params: any, socket?: any) => any>;
  listen(port?: number): Promise<number>;
  dropConnections(): void;
  close(): Promise<void>;
}

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

let browser: Browser;
const open: (BrowserContext | Gateway)[] = [];
const faults: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
});
afterAll(() => browser?.close());
afterEach(async () => {
  for (const entry of open.splice(0).reverse()) await entry.close();
  expect(faults.splice(0)).toEqual([]);
});

export interface Scene {
  gateway: Gateway;
  url: string;
  context: BrowserContext;
  page: Page;
}

/** A gateway, and a browser that has not been there before. Uncaught page errors fail the test. */
export async function scene(
  path: string,
  gatewayOptions: object = {},
  contextOptions: BrowserContextOptions = {},
): Promise<Scene> {
  const gateway: Gateway = createGateway(gatewayOptions);
  open.push(gateway);
  const url = `http://127.0.0.1:${await gateway.listen()}`;
  const context = await device(contextOptions);
  const page = await visit(context, url + path);
  return { gateway, url, context, page };
}

export async function device(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    ...options,
  });
  open.push(context);
  return context;
}

export async function visit(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  return page;
}

export async function connected(page: Page): Promise<void> {
  await page.locator("#statusDot.connected").waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await connected(page);
  await page.locator("#chatInput").fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** The turn has ended. */
export async function answered(page: Page): Promise<void> {
  await page.locator('#sendBtn[data-mode="send"]').waitFor();
  await page.locator(".msg.assistant .msg-model-footer").last().waitFor();
}

/** What stands in the conversation, oldest first. */
export function texts(page: Page): Promise<string[]> {
  return page.locator("#messages .user-text, #messages .msg.assistant .md").allInnerTexts();
}

export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(condition, { timeout: 15_000, interval: 50 }).toBe(true);
}
