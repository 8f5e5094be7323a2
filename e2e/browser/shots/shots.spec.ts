import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { looks, settled } from "../harness/looks.ts";
import { conversations, firstSteps, type Place, places } from "../harness/places.ts";
import { expect, type Page, test } from "../harness/test.ts";

/** What the handbook and the README show, and what is looked at, picture by picture, after a change of the page. */
const folder = join(import.meta.dirname, "../../../docs/screenshots");

async function take(page: Page, visited: readonly Place[], stage: Parameters<Place["go"]>[1], look: string) {
  test.setTimeout(60_000 + visited.length * 15_000);
  for (const place of visited) {
    if (place.only !== undefined && place.only !== stage.device) continue;
    await test.step(place.name, async () => {
      await place.go(page, stage);
      await settled(page);
      const name = `${place.name}-${look}`;
      const picture = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
      await sharp(picture)
        .png({ palette: true, effort: 10 })
        .toFile(join(folder, `${name}.png`));
    });
  }
}

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

for (const { device, theme, use } of looks) {
  const look = `${device}-${theme}`;

  test.describe(() => {
    test.use({ ...use, stored: { conversations } });

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
