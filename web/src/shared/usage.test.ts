import { expect, it } from "vitest";
import type { UsageSum } from "./rpc/types";
import { costText, tokensIn } from "./usage";

const sum = (change: Partial<UsageSum>): UsageSum => ({
  requests: 2,
  failed: 0,
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheWriteTokens: 4,
  reasoningTokens: 0,
  cost: 1.5,
  unknownPriced: 0,
  cacheHitRate: 0.3,
  ...change,
});

it("shows a known cost, and small ones too", () => {
  expect(costText(sum({}))).toBe("$1.50");
  expect(costText(sum({ cost: 0.0012 }))).toBe("$0.0012");
  expect(costText(sum({ cost: 0 }))).toBe("$0.00");
});

it("never shows an unknown price as nothing", () => {
  expect(costText(sum({ cost: 0, unknownPriced: 2 }))).toBe("unknown");
  expect(costText(sum({ cost: 0, unknownPriced: 1, failed: 1 }))).toBe("unknown");
  expect(costText(sum({ unknownPriced: 1 }))).toBe("$1.50 + unknown");
});

it("counts cached input as input", () => {
  expect(tokensIn(sum({}))).toBe(8);
});
