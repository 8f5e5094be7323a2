import AxeBuilder from "@axe-core/playwright";
import { looks, settled } from "../harness/looks.ts";
import { conversations, firstSteps, type Place, places } from "../harness/places.ts";
import { expect, type Page, test } from "../harness/test.ts";

const PLACE_MS = 15_000;

/** Goes to every place and asks axe. All complaints are collected, so that one run tells them all. */
async function inspect(page: Page, visited: readonly Place[], stage: Parameters<Place["go"]>[1]): Promise<void> {
  test.setTimeout(60_000 + visited.length * PLACE_MS);
  for (const place of visited) {
    if (place.only !== undefined && place.only !== stage.device) continue;
    await test.step(
      place.name,
      async () => {
        await place.go(page, stage);
        // What fades in is judged when it is there.
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect
          .soft(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
            place.name,
          )
          .toEqual([]);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(wide, `${place.name} scrolls sideways`).toBe(0);
      },
      { timeout: 3 * PLACE_MS },
    );
  }
}

for (const { device, theme, use } of looks) {
  test.describe(() => {
    test.use({ ...use, stored: { conversations } });

    test(`axe has nothing to say about any page: ${device}, ${theme}`, async ({ page, model, gateway: _ }) => {
      await inspect(page, places, { model: model.url, device });
    });
  });

  test.describe(() => {
    test.use({ ...use, begin: "fresh" });

    test(`axe has nothing to say about the first run: ${device}, ${theme}`, async ({ page, model, gateway: _ }) => {
      await inspect(page, firstSteps, { model: model.url, device });
    });
  });
}
