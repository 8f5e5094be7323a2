import { useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import type { Model, Provider } from "../../../shared/rpc/types";
import { confirm } from "../../../shared/ui/Dialog";
import { toast, toastError, toastSuccess } from "../../../shared/ui/toasts";
import { ranked } from "./ranked";

interface Props {
  provider: Provider;
  models: readonly Model[];
  onKey: () => void;
  onModels: () => void;
  onChanged: () => void;
}

const FIRST = 3;

export function ProviderCard({ provider, models, onKey, onModels, onChanged }: Props) {
  const [all, setAll] = useState(false);
  const [testing, setTesting] = useState(false);
  const list = ranked(models);
  const shown = all ? list : list.slice(0, FIRST);
  const [best] = list.filter((model) => !model.disabled);

  async function test(): Promise<void> {
    if (!best) return;
    setTesting(true);
    try {
      await rpc.call("models.test", { modelId: best.id }, { timeoutMs: 60_000 });
      toastSuccess(t("providers:page.testOk", { model: best.displayName }));
    } catch (error) {
      toastError(error);
    } finally {
      setTesting(false);
    }
  }

  async function remove(): Promise<void> {
    if (
      !(await confirm(t("providers:page.deleteAsk", { provider: provider.displayName }), {
        danger: true,
        confirm: t("common:actions.delete"),
      }))
    )
      return;
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
    <section id={`provider-${provider.name}`} class="card settings-card provider-card">
      <div class="provider-head">
        <h2>{provider.displayName}</h2>
        <span class={`provider-item-badge ${provider.authType}`}>{badge(provider)}</span>
        <span class="field-hint">{source(provider)}</span>
      </div>
      {provider.problem && <div class="alert-warning-text">{provider.problem}</div>}
      {list.length === 0 ? (
        <p class="muted text-sm">{t("providers:page.noModels")}</p>
      ) : (
        <ul class="model-rows">
          {shown.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </ul>
      )}
      {list.length > FIRST && (
        <button type="button" class="link-btn self-start text-sm" onClick={() => setAll(!all)}>
          {all ? t("providers:page.less") : t("providers:page.more", { count: list.length - FIRST })}
        </button>
      )}
      <div class="provider-actions">
        {best && (
          <button type="button" class="ghost-btn" disabled={testing} aria-busy={testing} onClick={() => void test()}>
            {testing ? t("providers:page.testing") : t("providers:page.test")}
          </button>
        )}
        {provider.authType === "api-key" && (
          <button type="button" class="ghost-btn" onClick={onKey}>
            {t("providers:page.key")}
          </button>
        )}
        <button type="button" class="ghost-btn" onClick={onModels}>
          {t("providers:page.preferred")}
        </button>
        <button type="button" class="ghost-btn danger" onClick={() => void remove()}>
          {t("providers:page.delete")}
        </button>
      </div>
    </section>
  );
}

function ModelRow({ model }: { model: Model }) {
  const [enabled, setEnabled] = useState(!model.disabled);

  async function toggle(next: boolean): Promise<void> {
    setEnabled(next);
    try {
      await rpc.call(next ? "models.enable" : "models.disable", { modelId: model.id });
    } catch (error) {
      setEnabled(!next);
      toastError(error);
    }
  }

  return (
    <li class={`model-row${enabled ? "" : " disabled"}`}>
      <span class="model-row-text">
        <span class="model-row-name">{model.displayName}</span>
        <span class="field-hint mono">{model.id}</span>
      </span>
      {model.preferred && <span class="badge ok">{t("providers:page.preferredMark")}</span>}
      {model.recommended && !model.preferred && (
        <span class="recommended-badge badge">{t("providers:models.recommended")}</span>
      )}
      {model.supportsTools === false && <span class="badge">{t("providers:models.chatOnly")}</span>}
      {model.unsupported && (
        <span class="badge warn" title={model.unsupportedReason ?? undefined}>
          {t("providers:page.unsupported")}
        </span>
      )}
      <input
        type="checkbox"
        class="switch"
        aria-label={t("providers:page.enable", { model: model.displayName })}
        checked={enabled}
        onChange={(event) => void toggle(event.currentTarget.checked)}
      />
    </li>
  );
}

export function badge(provider: Provider): string {
  if (provider.authType === "oauth") return t("providers:badge.oauth");
  if (provider.authType === "local") return t("providers:badge.local");
  return provider.keyOptional ? t("providers:badge.noKey") : t("providers:badge.key");
}

/** Where the key comes from, in words; never a key or a mask of one. */
function source(provider: Provider): string {
  if (provider.authType === "local") return "";
  switch (provider.keySource) {
    case "env":
    case "environment":
      return t("providers:source.env");
    case "config":
      return t("providers:source.config");
    case "store":
    case "key-file":
      return t("providers:source.store");
    default:
      return provider.keySource ?? (provider.keyOptional ? t("providers:source.none") : "");
  }
}
