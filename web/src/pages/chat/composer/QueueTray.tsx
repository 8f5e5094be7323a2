import pencil from "lucide:pencil";
import cross from "lucide:x";
import { t, tn } from "../../../shared/i18n";
import { Icon } from "../../../shared/ui/Icon";
import { toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import { drafts } from "./drafts";

/** What waits for the running answer to end. Every message can be taken back, to be changed or dropped. */
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
              <li key={message.runId ?? message.id ?? index} class="msg user queued">
                <span class="badge">{t("chat:queue.badge")}</span>
                <span class="queued-text">{message.text}</span>
                <button
                  type="button"
                  class="ghost-btn"
                  aria-label={t("chat:queue.edit")}
                  title={t("chat:queue.edit")}
                  onClick={() =>
                    void conversation
                      .cancelQueued(message)
                      .then(() => drafts.append(conversation.key, message.text))
                      .catch(toastError)
                  }
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
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
