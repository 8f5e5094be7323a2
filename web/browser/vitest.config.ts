import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

const chromium =
  process.env["CHROMIUM"] ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
if (!chromium && process.env["CI"] === "true")
  throw new Error("The browser tests need Chromium, and none is installed. On Debian: apt-get install chromium");
if (!chromium) console.log("No Chromium is installed: the browser tests of the page are left out.");

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: chromium ? ["*.test.ts"] : [],
    passWithNoTests: true,
    environment: "node",
    fileParallelism: false,
    testTimeout: 45_000,
    hookTimeout: 45_000,
    env: { CHROMIUM: chromium ?? "" },
  },
});
