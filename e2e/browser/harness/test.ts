import { test as base, type Page } from "@playwright/test";
import { Gateway } from "./gateway.ts";
import { KEY, Model } from "./model.ts";

interface Each {
  /** A gateway that knows the scripted model and its person; running. */
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
  gateway: async ({ model }, use, info) => {
    const gateway = await Gateway.settled(model.url, KEY);
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
export const firstRun = test.extend({
  gateway: async ({ model: _ }, use, info) => {
    const gateway = await Gateway.fresh();
    await gateway.start();
    await use(gateway);
    if (info.status !== info.expectedStatus) await info.attach("gateway.log", { body: gateway.log() });
    await gateway.dispose();
  },
});

export const { expect } = test;
export type { Page };
