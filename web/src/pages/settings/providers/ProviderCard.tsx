import { useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { connection, removal } from "../../../shared/providers/sources";
import { hintOfError, messageOf, rpc } from "../../../shared/rpc";
import type { Model, Provider } from "../../../shared/rpc/types";
import { confirm } from "../../../shared/ui/Dialog";
import { Time } from "../../../shared/ui/Time";
import { toast, toastError, toastSuccess } from "../../../shared/ui/toasts";
import { LocalFiles } from "./LocalFiles";
import { ModelRows } from "./ModelRows";
import { ProviderReasons, ProviderTrouble } from "./ProviderState";
import { ranked } from "./ranked";

interface Props {
  provider: Provider;
  models: readonly Model[];
  onConnect: () => void;
  onModels: () => void;
  onChanged: () => void;
}

/** A connected provider: by what, with which models, and what can be done about it. */
export function ProviderCard({ provider, models, onConnect, onModels, onChanged }: Props) {
  const [testing, setTesting] = useState(false);
  const [failure, setFailure] = useState<{ message: string; hint: string | undefined }>();
  const [best] = ranked(models).filter((model) => !model.disabled);
  const { how, why } = connection(provider);
  const bySignIn = provider.authType === "oauth" || provider.connectedBy === "sign-in";

  async function test(): Promise<void> {
    if (!best) return;
    setTesting(true);
    setFailure(undefined);
    try {
      await rpc.call("models.test", { modelId: best.id }, { timeoutMs: 60_000 });
      toastSuccess(t("providers:page.testOk", { model: best.displayName }));
    } catch (error) {
      const message = t("providers:page.testFailed", { model: best.displayName, reason: messageOf(error) });
      setFailure({ message, hint: hintOfError(error) });
    } finally {
      setTesting(false);
    }
  }

  async function remove(): Promise<void> {
    const sure = await confirm(removal(provider), {
      title: t("providers:remove.title", { provider: provider.displayName }),
      danger: true,
      confirm: t("common:actions.confirm"),
    });
    if (!sure) return;
    try {
      const { remaining } = await rpc.call("providers.remove_key", { provider: provider.name }, { timeoutMs: 30_000 });
      if (remaining?.length)
        toast(
          t("providers:page.stillConfigured", { provider: provider.displayName, sources: remaining.join(", ") }),
          "info",
          { durationMs: 10_000 },
        );
      else toastSuccess(t("providers:page.removed", { provider: provider.displayName }));
      onChanged();
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <section
      id={`provider-${provider.name}`}
      class="card settings-card provider-card"
      aria-labelledby={`provider-${provider.name}-name`}
    >
      <div class="provider-head">
        <h2 id={`provider-${provider.name}-name`}>{provider.displayName}</h2>
        <span class={`provider-item-badge ${provider.authType}`}>{badge(provider)}</span>
        {how && (
          <span class="provider-how">
            {how}
            {provider.since && (
              <span class="muted">
                {" "}
                · <Time at={provider.since} />
              </span>
            )}
          </span>
        )}
        <ProviderReasons provider={provider} why={why} />
      </div>
      <ProviderTrouble provider={provider} onMend={onConnect} />
      {failure && (
        <div class="alert-error-text" role="alert">
          {failure.message}
          {failure.hint && <span class="block">{failure.hint}</span>}
        </div>
      )}
      <ModelRows provider={provider} models={models} onChanged={onChanged} />
      {provider.authType === "local" && rpc.supports("providers.local.model_states") && <LocalFiles />}
      <div class="provider-actions">
        {best && (
          <button type="button" class="ghost-btn" disabled={testing} aria-busy={testing} onClick={() => void test()}>
            {testing ? t("providers:page.testing") : t("providers:page.test")}
          </button>
        )}
        {provider.authType !== "local" && (
          <button type="button" class="ghost-btn" onClick={onConnect}>
            {bySignIn ? t("providers:page.signInAgain") : t("providers:page.key")}
          </button>
        )}
        {models.length > 0 && (
          <button type="button" class="ghost-btn" onClick={onModels}>
            {t("providers:page.preferred")}
          </button>
        )}
        <button type="button" class="ghost-btn danger" onClick={() => void remove()}>
          {t("providers:page.delete")}
        </button>
      </div>
    </section>
  );
}

export function badge(provider: Provider): string {
  if (provider.authType === "oauth") return t("providers:badge.oauth");
  if (provider.authType === "local") return t("providers:badge.local");
  return provider.keyOptional ? t("providers:badge.noKey") : t("providers:badge.key");
}
