import { languageTag, t } from "./i18n";
import type { UsageSum } from "./rpc/types";

/** `$1.25`; less than a cent keeps enough digits to be seen. */
export function formatDollars(amount: number): string {
  const small = amount !== 0 && Math.abs(amount) < 0.01;
  return new Intl.NumberFormat(languageTag.value, {
    style: "currency",
    currency: "USD",
    ...(small ? { maximumSignificantDigits: 2 } : {}),
  }).format(amount);
}

/** What is not known is said, not shown as nothing. */
export function costText(sum: UsageSum): string {
  if (sum.unknownPriced === 0) return formatDollars(sum.cost);
  if (sum.unknownPriced + sum.failed >= sum.requests) return t("usage:unknown");
  return t("usage:partly", { cost: formatDollars(sum.cost) });
}

/** All tokens that went in, from the cache or not. */
export function tokensIn(sum: UsageSum): number {
  return sum.inputTokens + sum.cacheReadTokens + sum.cacheWriteTokens;
}
