import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { CopyButton } from "../../../shared/ui/CopyButton";
import { Dialog } from "../../../shared/ui/Dialog";
import { useLoaded } from "../../../shared/ui/useLoaded";
import type { Conversation } from "../conversation/conversation";
import { closePanel } from "./open";

/** The messages exactly as the model gets them. */
export default function FullContextPanel({ conversation }: { conversation: Conversation }) {
  const { data, error } = useLoaded(() =>
    rpc.call("chat.full_context", { _session_key: conversation.key }, { timeoutMs: 30_000 }),
  );
  const lines = () => (data?.messages ?? []).map((message) => JSON.stringify(message)).join("\n");

  function download(): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines()], { type: "application/x-ndjson" }));
    link.download = `context-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  return (
    <Dialog
      id="fullContextModal"
      wide
      title={t("chat:context.full")}
      onClose={closePanel}
      actions={
        data && (
          <>
            <CopyButton
              class="provider-btn provider-btn-secondary provider-btn-sm"
              text={lines}
              title={t("common:actions.copy")}
              label={t("common:actions.copy")}
            />
            <button type="button" class="provider-btn provider-btn-secondary provider-btn-sm" onClick={download}>
              {t("common:actions.download")}
            </button>
          </>
        )
      }
    >
      <div id="fullContextPanel">
        {error !== undefined && <div class="alert-error-text">{t("chat:context.failed")}</div>}
        {!data && error === undefined && <div class="skeleton" style={{ height: "160px" }} />}
        {data && (
          <>
            <p class="muted">
              {t("chat:context.counts", {
                messages: data.messageCount ?? data.messages.length,
                system: data.systemPromptChars ?? 0,
                total: data.totalChars ?? 0,
              })}
            </p>
            {data.messages.map((message, index) => (
              <details key={index} class="context-message">
                <summary>
                  <span class="badge">{message.role}</span>
                </summary>
                <pre>
                  {typeof message.content === "string"
                    ? message.content
                    : JSON.stringify(message.content ?? message, undefined, 2)}
                </pre>
              </details>
            ))}
          </>
        )}
      </div>
    </Dialog>
  );
}
