import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { formatTokens } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import type { ContextInfo, UsageSum } from "../../../shared/rpc/types";
import { costText } from "../../../shared/usage";
import type { Conversation } from "../conversation/conversation";

/** What the gateway says about the context of the session on the screen. */
export const context = signal<{ key: string; info: ContextInfo } | undefined>(undefined);

/** `62.0K (31%)`: how full the model's window was in the latest turn. */
export function tokenText(used: number, window: number | undefined): string {
  if (!window) return used > 0 ? formatTokens(used) : "";
  if (used === 0) return "";
  const percent = Math.max(0, Math.min(100, Math.round((used / window) * 100)));
  return `${formatTokens(used)} (${percent}%)`;
}

export function TokenBar({ conversation }: { conversation: Conversation }) {
  const key = conversation.key;
  const [total, setTotal] = useState<UsageSum>();
  useEffect(() => {
    const load = () => {
      if (!rpc.supports("chat.context")) return;
      rpc
        .call("chat.context", { _session_key: key })
        .then((info) => {
          context.value = { key, info };
        })
        .catch(() => {});
    };
    if (rpc.status.peek() === "connected") load();
    return rpc.onConnected(load);
  }, [key]);

  const answered = conversation.usage.value;
  useEffect(() => {
    const load = () => {
      if (!rpc.supports("usage.status")) return;
      rpc
        .call("usage.status", { sessionKey: key })
        .then(({ total }) => setTotal(total))
        .catch(() => {});
    };
    if (rpc.status.peek() === "connected") load();
    return rpc.onConnected(load);
  }, [key, answered]);

  const info = context.value?.key === key ? context.value.info : undefined;
  const turn = conversation.usage.value;
  const latest = turn
    ? (turn.requestInputTokens ?? turn.inputTokens ?? 0) +
      (turn.requestOutputTokens ?? turn.outputTokens ?? 0) +
      (turn.requestCacheReadTokens ?? turn.cacheReadTokens ?? 0) +
      (turn.requestCacheWriteTokens ?? turn.cacheWriteTokens ?? 0)
    : (info?.tokenUsage?.["currentTotal"] ?? 0);
  const text = tokenText(latest, info?.tokenUsage?.["contextWindow"]);
  const chatOnly = info?.supportsTools === false;
  const cost = total && total.requests > 0 ? t("usage:session", { cost: costText(total) }) : "";
  if (!text && !chatOnly && !cost) return <span id="tokenBar" class="token-bar" />;
  return (
    <span id="tokenBar" class="token-bar" title={t("chat:tokens.title")}>
      {[text, cost, chatOnly ? t("chat:tokens.noTools") : ""].filter(Boolean).join(" · ")}
    </span>
  );
}
