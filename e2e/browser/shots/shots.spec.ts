import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { looks } from "../harness/looks.ts";
import { firstSteps, type Place, places, stored } from "../harness/places.ts";
import { expect, type Page, test } from "../harness/test.ts";

const all = join(import.meta.dirname, "../target/shots");
const kept = join(import.meta.dirname, "../../../docs/screenshots");

/** What the handbook and the README show; every other picture is for looking at it after a change. */
const KEPT = new Set([
  "chat-code-desk-light",
  "chat-code-desk-dark",
  "chat-desk-light",
  "chat-phone-dark",
  "chat-queue-desk-light",
  "chat-error-desk-light",
  "palette-desk-dark",
  "sessions-phone-light",
  "settings-providers-desk-light",
  "settings-providers-add-desk-light",
  "settings-config-desk-dark",
  "settings-logs-desk-light",
  "first-welcome-desk-light",
  "first-connect-desk-light",
  "first-connect-phone-light",
  "first-answer-desk-light",
]);

async function take(page: Page, visited: readonly Place[], stage: Parameters<Place["go"]>[1], look: string) {
  test.setTimeout(60_000 + visited.length * 15_000);
  for (const place of visited) {
    if (place.only !== undefined && place.only !== stage.device) continue;
    await test.step(place.name, async () => {
      await place.go(page, stage);
      await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
      const name = `${place.name}-${look}`;
      const path = join(all, `${name}.png`);
      await page.screenshot({ path, animations: "disabled", caret: "hide" });
      if (KEPT.has(name)) copyFileSync(path, join(kept, `${name}.png`));
    });
  }
}

test.beforeAll(() => {
  for (const folder of [all, kept]) mkdirSync(folder, { recursive: true });
});

for (const { device, theme, use } of looks) {
  const look = `${device}-${theme}`;

  test.describe(() => {
    test.use({ ...use, stored });

    test(`every page: ${look}`, async ({ page, model, gateway }) => {
      expect(gateway.url).not.toBe("");
      await take(page, places, { model: model.url, device }, look);
    });
  });

  test.describe(() => {
    test.use({ ...use, begin: "fresh" });

    test(`the first run: ${look}`, async ({ page, model, gateway }) => {
      expect(gateway.url).not.toBe("");
      await take(page, firstSteps, { model: model.url, device }, look);
    });
  });
}
