import { useEffect, useState } from "preact/hooks";
import { type Key, t } from "../../shared/i18n";
import { saveIdentity } from "../../shared/identity";
import { uuid } from "../../shared/ids";
import { chatPath } from "../../shared/router";
import { messageOf, rpc } from "../../shared/rpc";
import { write } from "../../shared/storage";
import * as models from "../../shared/stores/models";
import { change, finished, progress } from "./progress";

const IDEAS: readonly Key[] = ["onboarding:idea.hello", "onboarding:idea.day", "onboarding:idea.capital"];
const FIRST_SESSION = "main";

/** The last step: saving who is who ends the set-up, and the first message opens the chat. */
export function MessageStep() {
  const { userName, zone, agentName, emoji, message } = progress.value;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const model = models.find(models.defaultModel.value) ?? models.models.value[0];
  useEffect(() => {
    void models.load().catch(() => {});
  }, []);

  async function finish(send: boolean): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await saveIdentity({
        name: agentName.trim() || t("onboarding:welcome.agentDefault"),
        user_name: userName.trim(),
        user_timezone: zone,
        ...(emoji.trim() ? { emoji: emoji.trim() } : {}),
      });
      if (send && message.trim()) {
        await rpc.call(
          "chat.send",
          {
            text: message.trim(),
            _session_key: FIRST_SESSION,
            _seq: 1,
            idempotencyKey: uuid(),
            ...(model ? { model: model.id } : {}),
          },
          { timeoutMs: 30_000 },
        );
      }
      finished();
      write("moltis-session", FIRST_SESSION);
      location.assign(chatPath(FIRST_SESSION));
    } catch (thrown) {
      setError(messageOf(thrown));
      setBusy(false);
    }
  }

  return (
    <form
      class="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void finish(true);
      }}
    >
      <div>
        <h1 tabIndex={-1}>{t("onboarding:message.title", { name: userName.trim() })}</h1>
        <p class="muted">
          {model ? t("onboarding:message.text", { model: model.displayName }) : t("onboarding:message.noModel")}
        </p>
      </div>
      {model && (
        <>
          <div class="field">
            <label for="firstMessage">{t("onboarding:message.label")}</label>
            <textarea
              id="firstMessage"
              class="input"
              rows={3}
              placeholder={t("chat:composer.placeholder")}
              value={message}
              onInput={(event) => change({ message: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                event.preventDefault();
                if (message.trim()) void finish(true);
              }}
            />
          </div>
          <div class="onboarding-ideas">
            {IDEAS.map((idea) => (
              <button key={idea} type="button" class="badge idea" onClick={() => change({ message: t(idea) })}>
                {t(idea)}
              </button>
            ))}
          </div>
        </>
      )}
      {error && (
        <div class="alert-error-text" role="alert">
          {error}
        </div>
      )}
      <div class="form-actions">
        <button type="button" class="ghost-btn mr-auto" onClick={() => change({ step: model ? "model" : "connect" })}>
          {t("common:actions.back")}
        </button>
        {model && (
          <button type="button" class="ghost-btn" disabled={busy} onClick={() => void finish(false)}>
            {t("onboarding:message.later")}
          </button>
        )}
        <button
          type={model ? "submit" : "button"}
          class="provider-btn"
          disabled={busy || (Boolean(model) && !message.trim())}
          aria-busy={busy}
          onClick={model ? undefined : () => void finish(false)}
        >
          {model ? t("onboarding:message.send") : t("onboarding:message.finish")}
        </button>
      </div>
    </form>
  );
}
