// Pictures of the pages, light and dark, on a desk and on a phone: node dev/shots.mjs [name…] → /tmp or SHOTS.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { createGateway } from "./fake-gateway.mjs";
import { scenes } from "./scenes.mjs";

const folder = process.env.SHOTS ?? join(import.meta.dirname, "..", "target", "shots");
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const only = (process.env.ONLY ?? "desk-light,desk-dark,phone-light,phone-dark").split(",");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

for (const scene of scenes) {
  if (wanted.length > 0 && !wanted.some((name) => scene.name.startsWith(name))) continue;
  for (const combination of only) {
    const [size, theme] = combination.split("-");
    if (scene.only && scene.only !== size) continue;
    const gateway = createGateway(scene.gateway);
    const port = await gateway.listen();
    const context = await browser.newContext({
      viewport: sizes[size],
      colorScheme: theme,
      isMobile: size === "phone",
      hasTouch: size === "phone",
      deviceScaleFactor: size === "phone" ? 2 : 1,
      locale: "en-US",
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(`${scene.name} ${combination}: ${error}`));
    page.on(
      "console",
      (message) => message.type() === "error" && console.error(`${scene.name} ${combination}: ${message.text()}`),
    );
    await page.goto(`http://127.0.0.1:${port}${scene.path}`);
    try {
      await scene.act?.(page, { size, theme, gateway });
    } catch (error) {
      console.error(`${scene.name} ${combination}: ${error}`);
    }
    await page.waitForTimeout(scene.settle ?? 250);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) console.error(`${scene.name} ${combination}: the page is ${wide} px too wide`);
    await page.screenshot({ path: join(folder, `${scene.name}-${combination}.png`) });
    await context.close();
    await gateway.close();
  }
}
await browser.close();
