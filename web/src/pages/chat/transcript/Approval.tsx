import shield from "lucide:shield-question-mark";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Icon } from "../../../shared/ui/Icon";
import { toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import type { ApprovalItem } from "../conversation/items";

/** Shows exactly what will run, and where, and waits for a decision. */
export function Approval({ item, conversation }: { item: ApprovalItem; conversation: Conversation }) {
  const [now, setNow] = useState(Date.now());
  const [deciding, setDeciding] = useState(false);
  const seconds = Math.ceil((item.expiresAt - now) / 1_000);
  const open = !item.decision && seconds > 0;
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [open]);

  async function decide(decision: "approved" | "denied"): Promise<void> {
    setDeciding(true);
    try {
      await rpc.call("exec.approval.resolve", { requestId: item.requestId, decision, command: item.command });
      conversation.approvalResolved(item.requestId, decision);
    } catch (error) {
      toastError(error);
      setDeciding(false);
    }
  }

  const outcome =
    item.decision === "approved"
      ? t("chat:approval.allowed")
      : item.decision === "denied"
        ? t("chat:approval.denied")
        : t("chat:approval.expired");
  return (
    <div
      id={`approval-${item.requestId}`}
      class={`msg approval-card${item.decision ? " approval-resolved" : ""}${!open && !item.decision ? " approval-expired" : ""}`}
      role="group"
      aria-label={t("chat:approval.title")}
      data-key={item.key}
      tabIndex={-1}
    >
      <div class="approval-head">
        <Icon shapes={shield} />
        <strong>{t("chat:approval.title")}</strong>
        <span class="muted">{open ? t("chat:approval.left", { seconds }) : outcome}</span>
      </div>
      <pre class="approval-command">
        <code>{item.command}</code>
      </pre>
      {(item.host || item.cwd) && <div class="approval-where">{[item.host, item.cwd].filter(Boolean).join(" · ")}</div>}
      {open && (
        <div class="error-actions">
          <button
            type="button"
            class="provider-btn provider-btn-sm"
            disabled={deciding}
            onClick={() => void decide("approved")}
          >
            {t("chat:approval.allow")}
          </button>
          <button
            type="button"
            class="provider-btn provider-btn-danger provider-btn-sm"
            disabled={deciding}
            onClick={() => void decide("denied")}
          >
            {t("chat:approval.deny")}
          </button>
        </div>
      )}
    </div>
  );
}
