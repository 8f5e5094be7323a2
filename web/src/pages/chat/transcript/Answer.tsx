import fork from "lucide:git-fork";
import retry from "lucide:rotate-ccw";
import { useMemo } from "preact/hooks";
import * as sessions from "../../../sessions/store";
import { formatAssistantTokenUsage, formatDuration, formatSpeed } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { GrowingMarkdown, Markdown } from "../../../shared/Markdown";
import { CopyButton } from "../../../shared/ui/CopyButton";
import { Icon } from "../../../shared/ui/Icon";
import { Menu } from "../../../shared/ui/Menu";
import { Time } from "../../../shared/ui/Time";
import { say } from "../composer/send";
import type { Conversation } from "../conversation/conversation";
import type { AnswerItem, AnswerMeta } from "../conversation/items";
import { Reasoning } from "./Reasoning";

export function Answer({ item, conversation }: { item: AnswerItem; conversation: Conversation }) {
  return (
    <article
      class={`msg assistant${item.running ? " streaming" : ""}${item.meta?.inputTokens === undefined && !item.partial ? " step" : ""}`}
      data-key={item.key}
      data-index={item.index}
      tabIndex={-1}
      aria-label={t("chat:role.assistant")}
    >
      {item.reasoning && <Reasoning text={item.reasoning} ms={item.thoughtMs} />}
      {item.live ? <GrowingMarkdown source={item.live} settled={!item.running} /> : <Markdown source={item.text} />}
      {item.partial && <div class="msg-partial">{t("chat:partial")}</div>}
      {!item.running && <Foot item={item} conversation={conversation} />}
    </article>
  );
}

function Foot({ item, conversation }: { item: AnswerItem; conversation: Conversation }) {
  return (
    <div class="msg-foot">
      <div class="msg-model-footer">{item.meta && <Meta meta={item.meta} at={item.at} />}</div>
      <div class="msg-action-bar">
        <CopyButton
          class="msg-action-btn"
          text={() => item.text}
          title={t("chat:actions.copyMarkdown")}
          doneTitle={t("chat:actions.copiedMarkdown")}
        />
        <Menu
          class="msg-action-btn"
          name={t("chat:actions.retry")}
          icon={retry}
          align="left"
          entries={[
            { label: t("chat:actions.tryAgain"), run: () => say(conversation, t("chat:sentence.tryAgain")) },
            { label: t("chat:actions.addDetails"), run: () => say(conversation, t("chat:sentence.addDetails")) },
            { label: t("chat:actions.moreConcise"), run: () => say(conversation, t("chat:sentence.moreConcise")) },
          ]}
        />
        {item.index !== undefined && (
          <button
            type="button"
            class="msg-action-btn"
            title={t("chat:actions.fork")}
            aria-label={t("chat:actions.fork")}
            onClick={() => void sessions.fork(conversation.key, (item.index ?? 0) + 1)}
          >
            <Icon shapes={fork} />
          </button>
        )}
      </div>
    </div>
  );
}

function Meta({ meta, at }: { meta: AnswerMeta; at: number | undefined }) {
  const speed = useMemo(() => speedOf(meta), [meta]);
  const model = meta.model?.replace(/^[^:]*::/, "");
  return (
    <>
      {model && (
        <span title={meta.model}>
          {meta.provider && <span class="detail">{meta.provider} / </span>}
          {model}
        </span>
      )}
      {meta.inputTokens !== undefined && (
        <span class="detail">
          {formatAssistantTokenUsage(meta.inputTokens, meta.outputTokens ?? 0, meta.cacheReadTokens ?? 0)}
        </span>
      )}
      {speed !== undefined && (
        <span
          class={`detail msg-token-speed${speed < 10 ? " msg-token-speed-slow" : speed >= 25 ? " msg-token-speed-fast" : ""}`}
        >
          {formatSpeed(speed)}
        </span>
      )}
      {meta.durationMs !== undefined && <span class="detail">{formatDuration(meta.durationMs)}</span>}
      {at !== undefined && <Time at={at} />}
    </>
  );
}

function speedOf({ outputTokens, durationMs }: AnswerMeta): number | undefined {
  return outputTokens && durationMs ? outputTokens / (durationMs / 1_000) : undefined;
}
