import circleHelp from "lucide:circle-question-mark";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Icon } from "../../../shared/ui/Icon";
import { toastError } from "../../../shared/ui/toasts";
import type { QuestionItem } from "../conversation/items";

/** What a turn wants to know before it goes on. The last choice is the careful one. */
export function QuestionCard({ item }: { item: QuestionItem }) {
  const [deciding, setDeciding] = useState(false);
  const [late, setLate] = useState(Date.now() > item.deadline);
  const open = !item.closed && !late;
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, item.deadline - Date.now()));
    return () => clearTimeout(timer);
  }, [open, item.deadline]);

  async function answer(choice: string): Promise<void> {
    setDeciding(true);
    try {
      await rpc.call("chat.answer_question", { questionId: item.questionId, choice });
    } catch (error) {
      toastError(error);
      setDeciding(false);
    }
  }

  const chosen = item.choices.find((choice) => choice.id === item.chosen)?.label;
  return (
    <div
      class={`msg approval-card${open ? "" : " approval-resolved"}`}
      role="group"
      aria-label={item.title}
      data-key={item.key}
      tabIndex={-1}
    >
      <div class="approval-head">
        <Icon shapes={circleHelp} />
        <strong>{item.title}</strong>
        {!open && <span class="muted">{chosen ?? t("chat:question.closed")}</span>}
      </div>
      <p class="question-text">{item.text}</p>
      {open && (
        <div class="error-actions">
          {item.choices.map((choice, at) => (
            <button
              key={choice.id}
              type="button"
              class={`provider-btn provider-btn-sm${at === item.choices.length - 1 ? " provider-btn-secondary" : ""}`}
              disabled={deciding}
              onClick={() => void answer(choice.id)}
            >
              {choice.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
