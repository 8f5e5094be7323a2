import { formatDuration } from "../../../shared/format";
import { t } from "../../../shared/i18n";

/** What the model thought, on one line until someone wants to read it. */
export function Reasoning({ text, ms }: { text: string; ms: number | undefined }) {
  return (
    <details class="msg-reasoning">
      <summary>
        {ms !== undefined && ms >= 1_000
          ? t("chat:reasoning.took", { time: formatDuration(ms) })
          : t("chat:reasoning.title")}
      </summary>
      <div class="msg-reasoning-body">{text}</div>
    </details>
  );
}
