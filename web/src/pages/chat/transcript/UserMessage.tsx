import clock from "lucide:clock";
import { t } from "../../../shared/i18n";
import { CopyButton } from "../../../shared/ui/CopyButton";
import { Icon } from "../../../shared/ui/Icon";
import { Time } from "../../../shared/ui/Time";
import { drafts } from "../composer/drafts";
import type { Conversation } from "../conversation/conversation";
import type { UserItem } from "../conversation/items";
import { Documents } from "./Documents";
import { Images } from "./Images";

export function UserMessage({ item, conversation }: { item: UserItem; conversation: Conversation }) {
  const { outboxId } = item;
  return (
    <article
      class={`msg user ${item.delivery}`}
      data-key={item.key}
      data-index={item.index}
      tabIndex={-1}
      aria-label={t("chat:role.user")}
    >
      <div class="user-bubble">
        {item.images.length > 0 && <Images sources={item.images} />}
        {item.text && <div class="user-text">{item.text}</div>}
        {item.documents.length > 0 && <Documents documents={item.documents} sessionKey={conversation.key} />}
        {item.channel?.channel_type && (
          <div class="msg-channel-footer">
            {t("chat:viaChannel", { channel: item.channel.channel_type })}
            {item.channel.username
              ? ` · @${item.channel.username.replace(/^@/, "")}`
              : item.channel.sender_name
                ? ` · ${item.channel.sender_name}`
                : ""}
          </div>
        )}
      </div>
      {item.delivery === "waiting" && (
        <div class="msg-state">
          <Icon shapes={clock} /> {t("chat:send.waiting")}
        </div>
      )}
      {item.delivery === "failed" && outboxId && (
        <>
          {item.error && (
            <div class="msg error" role="alert" data-chat-send-error>
              {item.error}
            </div>
          )}
          <div class="msg-state failed">
            {t("chat:send.failed")}
            <button type="button" class="link-btn" onClick={() => conversation.retrySending(outboxId)}>
              {t("chat:send.again")}
            </button>
            <button
              type="button"
              class="link-btn"
              onClick={() => {
                const text = conversation.takeBack(outboxId);
                drafts.append(conversation.key, text);
              }}
            >
              {t("chat:send.edit")}
            </button>
            <button type="button" class="link-btn" onClick={() => conversation.takeBack(outboxId)}>
              {t("chat:send.discard")}
            </button>
          </div>
        </>
      )}
      {item.delivery === "sent" && (
        <div class="msg-foot">
          {item.at !== undefined && <Time at={item.at} />}
          <CopyButton text={() => item.text} title={t("chat:copyMessage")} class="msg-action-btn" />
        </div>
      )}
    </article>
  );
}
