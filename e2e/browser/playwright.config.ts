import { defineConfig } from "@playwright/test";

/** Debian's Chromium. No browser is ever downloaded. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export default defineConfig({
  outputDir: "target/results",
  // A gateway and a browser for each worker: more of them than this only wait for each other.
  workers: 2,
  fullyParallel: true,
  // A machine that is short of time may lose one race; what then passes is reported as flaky, not hidden.
  retries: 1,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["./harness/counts.ts"]],
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    // TRACE=true sh run.sh … records what led to a failure; it costs a third of the time, so not by itself.
    trace: process.env["TRACE"] ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    actionTimeout: 30_000,
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-gpu",
      ],
    },
  },
  projects: [
    { name: "flows", testDir: "flows" },
    { name: "shots", testDir: "shots" },
    { name: "bench", testDir: "bench", timeout: 900_000 },
    { name: "starter", testDir: "starter", timeout: 900_000 },
  ],
});
