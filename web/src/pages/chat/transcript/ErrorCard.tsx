import alert from "lucide:triangle-alert";
import { useEffect, useState } from "preact/hooks";
import { hasTranslation, t } from "../../../shared/i18n";
import { named, onLink } from "../../../shared/router";
import type { ChatErrorInfo } from "../../../shared/rpc/types";
import { Icon } from "../../../shared/ui/Icon";
import { repeat, say } from "../composer/send";
import type { Conversation } from "../conversation/conversation";
import type { ErrorItem } from "../conversation/items";

/** What went wrong, what to do about it, and the button that does it. */
export function ErrorCard({ item, conversation }: { item: ErrorItem; conversation: Conversation }) {
  const { title, detail } = localised(item.error);
  const until = item.error.resetsAt ?? (item.error.resets_at ? item.error.resets_at * 1_000 : undefined);
  const setUp =
    item.error.type === "auth_error" ||
    item.error.type === "billing_exhausted" ||
    item.error.type === "model_not_found";
  const done = () => conversation.dismiss(item.key);
  return (
    <div class="msg error-card" role="alert" data-key={item.key} tabIndex={-1}>
      <Icon shapes={alert} large />
      <div class="error-body">
        <div class="error-title">{title}</div>
        {detail && <p class="error-detail">{detail}</p>}
        {item.error.hint && <p class="error-hint">{item.error.hint}</p>}
        {item.error.provider && (
          <p class="error-provider">{t("chat:error.provider", { provider: item.error.provider })}</p>
        )}
        {until !== undefined && <Countdown until={until} />}
        <div class="error-actions">
          {item.canContinue && (
            <button
              type="button"
              class="provider-btn provider-btn-sm"
              onClick={() => {
                done();
                say(conversation, t("chat:sentence.continue"));
              }}
            >
              {t("chat:error.continue")}
            </button>
          )}
          <button
            type="button"
            class="provider-btn provider-btn-secondary provider-btn-sm"
            onClick={() => {
              done();
              repeat(conversation);
            }}
          >
            {t("chat:error.retry")}
          </button>
          {setUp && (
            <a
              class="provider-btn provider-btn-secondary provider-btn-sm"
              href={named("providers", "/settings/providers")}
              onClick={(event) => onLink(event, named("providers", "/settings/providers"))}
            >
              {t("chat:error.providers")}
            </a>
          )}
          <button type="button" class="ghost-btn" onClick={done}>
            {t("common:actions.dismiss")}
          </button>
        </div>
      </div>
    </div>
  );
}

export function localised(error: ChatErrorInfo): { title: string; detail: string | undefined } {
  const title =
    error.title_key && hasTranslation(error.title_key) ? t(error.title_key, error.detail_params) : error.title;
  const detail =
    error.detail_key && hasTranslation(error.detail_key)
      ? t(error.detail_key, error.detail_params)
      : (error.detail ?? error.message);
  return { title: title || t("chat:error.title"), detail: detail === title ? undefined : detail };
}

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((until - now) / 1_000);
  if (seconds <= 0) return <p class="error-provider">{t("chat:error.resetDone")}</p>;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const time =
    hours > 0 ? `${hours} h ${minutes % 60} min` : minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
  return <p class="error-provider">{t("chat:error.resetsIn", { time })}</p>;
}
