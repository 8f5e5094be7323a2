import { useEffect, useState } from "preact/hooks";
import { formatDuration } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import type { Conversation, Phase } from "../conversation/conversation";

/** What is going on while no answer is being written. */
export function Activity({ conversation }: { conversation: Conversation }) {
  const phase = conversation.phase.value;
  const [now, setNow] = useState(Date.now());
  const ticking = phase.name === "thinking" || phase.name === "retrying";
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);

  const words = label(phase, now);
  if (!words) return null;
  return (
    <div id="thinkingIndicator" class="msg assistant thinking" data-phase={phase.name}>
      <div class="thinking-line">
        <span class="thinking-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span role="status">{words}</span>
      </div>
      {phase.name === "thinking" && <ThinkingText conversation={conversation} />}
    </div>
  );
}

function ThinkingText({ conversation }: { conversation: Conversation }) {
  const text = conversation.thinkingText.value;
  if (!text) return null;
  return (
    <div class="thinking-window">
      <div class="thinking-text">{text}</div>
    </div>
  );
}

function label(phase: Phase, now: number): string | undefined {
  switch (phase.name) {
    case "idle":
    case "answering":
    case "tool":
      return undefined;
    case "waiting":
      return t("chat:phase.waiting");
    case "thinking": {
      const ms = now - phase.since;
      return ms < 2_000
        ? t("chat:phase.thinking")
        : t("chat:phase.thinkingFor", { time: formatDuration(Math.floor(ms / 1_000) * 1_000) });
    }
    case "retrying":
      return `${phase.reason} ${t("chat:phase.retrying", { seconds: Math.max(1, Math.ceil((phase.until - now) / 1_000)) })}`;
    case "compacting":
      return t("chat:phase.compacting");
    case "stopping":
      return t("chat:phase.stopping");
  }
}
