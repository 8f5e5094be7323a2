import pencil from "lucide:pencil";
import cross from "lucide:x";
import { useState } from "preact/hooks";
import { t, tn } from "../../../shared/i18n";
import type { QueuedMessage } from "../../../shared/rpc/types";
import { Icon } from "../../../shared/ui/Icon";
import { toast, toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import { drafts } from "./drafts";

/** What waits for the running answer to end. Every message can still be changed or dropped. */
export function QueueTray({ conversation }: { conversation: Conversation }) {
  const queue = conversation.queue.value;
  return (
    <div id="queuedMessages" class={`queued-tray${queue.length === 0 ? " hidden" : ""}`}>
      {queue.length > 0 && (
        <>
          <div class="queued-head">
            <span>{tn("chat:queue.count", queue.length)}</span>
            <button
              type="button"
              class="link-btn"
              title={t("chat:queue.cancelAll")}
              onClick={() => void conversation.cancelQueued().catch(toastError)}
            >
              {t("chat:queue.cancelAll")}
            </button>
          </div>
          <ol>
            {queue.map((message, index) => (
              <Waiting key={message.id ?? message.runId ?? index} message={message} conversation={conversation} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Waiting({ message, conversation }: { message: QueuedMessage; conversation: Conversation }) {
  const [editing, setEditing] = useState(false);

  async function save(text: string): Promise<void> {
    setEditing(false);
    if (!text.trim() || text.trim() === message.text) return;
    try {
      if (await conversation.editQueued(message, text.trim())) return;
      toast(t("chat:queue.tooLate"), "error");
      drafts.append(conversation.key, text);
    } catch (error) {
      toastError(error);
      drafts.append(conversation.key, text);
    }
  }

  if (editing) {
    return (
      <li class="msg user queued">
        <textarea
          class="input"
          rows={2}
          aria-label={t("chat:queue.edit")}
          defaultValue={message.text}
          ref={(field) => field?.focus()}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              void save(event.currentTarget.value);
            } else if (event.key === "Escape") {
              event.stopPropagation();
              event.currentTarget.value = message.text;
              setEditing(false);
            }
          }}
          onBlur={(event) => void save(event.currentTarget.value)}
        />
      </li>
    );
  }
  return (
    <li class="msg user queued">
      <span class="badge">{t("chat:queue.badge")}</span>
      <span class="queued-text">{message.text}</span>
      <button
        type="button"
        class="ghost-btn"
        aria-label={t("chat:queue.edit")}
        title={t("chat:queue.edit")}
        onClick={() => setEditing(true)}
      >
        <Icon shapes={pencil} />
      </button>
      <button
        type="button"
        class="ghost-btn"
        aria-label={t("chat:queue.remove")}
        title={t("chat:queue.remove")}
        onClick={() => void conversation.cancelQueued(message).catch(toastError)}
      >
        <Icon shapes={cross} />
      </button>
    </li>
  );
}
