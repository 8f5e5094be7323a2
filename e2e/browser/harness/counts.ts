import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** The last line of a run: how many tests there were, in one form whatever the outcome. */
export default class Counts implements Reporter {
  readonly #outcomes = new Map<string, TestResult["status"]>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#outcomes.set(test.id, result.status);
  }

  onEnd(): void {
    const all = [...this.#outcomes.values()];
    const passed = all.filter((status) => status === "passed").length;
    const skipped = all.filter((status) => status === "skipped").length;
    console.log(`browser tests: ${passed} passed, ${all.length - passed - skipped} failed, ${skipped} skipped`);
  }
}
