import { test as base, type Page } from "@playwright/test";
import type { Conversation } from "./distribution.ts";
import { Gateway } from "./gateway.ts";
import { KEY, Model } from "./model.ts";

interface Each {
  /** With what the gateway begins: a person's folders, or nothing at all. */
  begin: "settled" | "fresh";
  /** What is in its data directory when it starts. (An object: a bare list would be read as a fixture and its options.) */
  stored: { readonly conversations: readonly Conversation[] };
  /** A running gateway; a settled one knows the scripted model. */
  gateway: Gateway;
  /** Every error that the pages of a test report; a test fails when one is left. */
  pageErrors: string[];
}

interface Shared {
  model: Model;
}

export const test = base.extend<Each, Shared>({
  model: [
    async ({ browserName: _ }, use) => {
      const model = await Model.start();
      await use(model);
      model.stop();
    },
    { scope: "worker" },
  ],
  begin: ["settled", { option: true }],
  stored: [{ conversations: [] }, { option: true }],
  gateway: async ({ model, begin, stored: { conversations } }, use, info) => {
    const gateway = begin === "fresh" ? await Gateway.fresh() : await Gateway.settled(model.url, KEY);
    if (conversations.length > 0) await gateway.seed(conversations);
    await gateway.start();
    await use(gateway);
    if (info.status !== info.expectedStatus) await info.attach("gateway.log", { body: gateway.log() });
    await gateway.dispose();
  },
  baseURL: async ({ gateway }, use) => {
    await use(gateway.url);
  },
  pageErrors: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on("weberror", (error) => errors.push(String(error.error())));
      context.on("console", (message) => {
        if (
          message.type() === "error" &&
          !/net::ERR_|Failed to load resource|WebSocket connection/.test(message.text())
        )
          errors.push(message.text());
      });
      await use(errors);
      test.expect(errors, "errors on the console").toEqual([]);
    },
    { auto: true },
  ],
});

/** As {@link test}, from an empty data directory. */
export const firstRun = test.extend({ begin: "fresh" });

export const { expect } = test;
export type { Page };
