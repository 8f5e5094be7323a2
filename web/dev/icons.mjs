// Draws the PNG icons from icon.svg with an installed Chromium. Run it after the drawing changed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const folder = join(import.meta.dirname, "..", "public", "assets", "icons");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const maskable = svg.replace('rx="112" ', "").replace(/<path/g, '<path transform="translate(64 64) scale(.75)"');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();

async function draw(name, width, height, body) {
  await page.setViewportSize({ width, height });
  await page.setContent(
    `<style>*{margin:0}body{width:${width}px;height:${height}px;overflow:hidden}svg{display:block}</style>${body}`,
  );
  await page.screenshot({ path: join(folder, name), omitBackground: true });
}

const sized = (source, size) => source.replace("<svg ", `<svg width="${size}" height="${size}" `);
for (const size of [72, 96, 128, 144, 152, 192, 384, 512]) await draw(`icon-${size}.png`, size, size, sized(svg, size));
for (const size of [192, 512]) await draw(`maskable-${size}.png`, size, size, sized(maskable, size));
await draw(
  "social.png",
  1200,
  630,
  `<div style="display:flex;height:630px;align-items:center;justify-content:center;gap:56px;background:#0f1115;color:#fafafa;font:600 96px system-ui">${sized(svg, 240)}<span>moltis</span></div>`,
);
await browser.close();
