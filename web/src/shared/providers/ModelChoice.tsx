import up from "lucide:arrow-up";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { messageOf, rpc } from "../rpc";
import * as models from "../stores/models";
import { Icon } from "../ui/Icon";
import { Capabilities } from "./Capabilities";
import type { FoundModel } from "./connect";

interface Props {
  provider: string;
  found: readonly FoundModel[];
  onDone: () => void;
  onBack?: () => void;
}

const SEARCH_FROM = 6;

/** Which models of a provider come first. The first chosen becomes the usual one. */
export function ModelChoice({ provider, found, onDone, onBack }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>(() => first(found));
  const [query, setQuery] = useState("");
  const [typed, setTyped] = useState("");
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string>();
  const words = query.trim().toLowerCase();
  const shown = found.filter((model) => `${model.displayName ?? ""} ${model.id}`.toLowerCase().includes(words));
  const allShown = shown.length > 0 && shown.every((model) => chosen.includes(model.id));

  async function save(): Promise<void> {
    const ids = found.length === 0 ? [typed.trim()].filter(Boolean) : chosen;
    const [usual] = ids;
    if (!usual) return;
    setSaving(true);
    setError(undefined);
    try {
      await rpc.call("providers.save_models", { provider, models: [...ids] }, { timeoutMs: 30_000 });
      await models.load().catch(() => {});
      models.choose(
        models.models.peek().find((model) => model.id === usual || model.id.endsWith(`::${usual}`))?.id ?? usual,
      );
      onDone();
    } catch (thrown) {
      setError(messageOf(thrown));
      setSaving(false);
    }
  }

  return (
    <div class="form-stack">
      {found.length === 0 ? (
        <div class="field">
          <label for="modelIdInput">{t("providers:model.label")}</label>
          <input
            id="modelIdInput"
            class="input mono"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <span class="field-hint">{t("providers:models.none")}</span>
        </div>
      ) : (
        <>
          <p class="muted text-sm">{t("providers:models.intro")}</p>
          {found.length >= SEARCH_FROM && (
            <input
              type="search"
              class="input"
              placeholder={t("providers:models.search")}
              aria-label={t("providers:models.search")}
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          <div class="model-cards" role="group" aria-label={t("providers:models.title")}>
            {shown.map((model) => {
              const at = chosen.indexOf(model.id);
              const name = model.displayName ?? model.id;
              return (
                <div key={model.id} class={`model-card${at >= 0 ? " selected" : ""}`}>
                  <label>
                    <input
                      type="checkbox"
                      checked={at >= 0}
                      onChange={(event) =>
                        setChosen(
                          event.currentTarget.checked ? [...chosen, model.id] : chosen.filter((id) => id !== model.id),
                        )
                      }
                    />
                    <span class="model-card-name">{name}</span>
                    <span class="model-card-id mono">{model.id}</span>
                  </label>
                  <span class="model-card-badges">
                    {model.recommended && (
                      <span class="recommended-badge badge ok">{t("providers:models.recommended")}</span>
                    )}
                    <Capabilities model={model} />
                  </span>
                  {at === 0 && <span class="badge ok">{t("providers:page.default")}</span>}
                  {at > 0 && (
                    <button
                      type="button"
                      class="ghost-btn"
                      title={t("providers:models.up")}
                      aria-label={t("providers:models.upName", { model: name, place: at + 1 })}
                      onClick={() => setChosen(raised(chosen, at))}
                    >
                      <span aria-hidden="true">{at + 1}</span>
                      <Icon shapes={up} />
                    </button>
                  )}
                </div>
              );
            })}
            {shown.length === 0 && <p class="muted text-sm">{t("common:search.none")}</p>}
          </div>
          <button
            type="button"
            class="link-btn self-start text-sm"
            onClick={() => {
              const ids = shown.map((model) => model.id);
              setChosen(
                allShown
                  ? chosen.filter((id) => !ids.includes(id))
                  : [...chosen, ...ids.filter((id) => !chosen.includes(id))],
              );
            }}
          >
            {allShown ? t("providers:models.deselectAll") : t("providers:models.selectAll")}
          </button>
        </>
      )}
      {error && (
        <div class="alert-error-text" role="alert">
          {t("providers:error.prefix")} {error}
        </div>
      )}
      <div class="form-actions">
        <span class="muted text-sm mr-auto">
          {found.length > 0 && t("providers:models.count", { count: chosen.length })}
        </span>
        {onBack && (
          <button type="button" class="provider-btn provider-btn-secondary" onClick={onBack}>
            {t("common:actions.back")}
          </button>
        )}
        <button
          type="button"
          class="provider-btn"
          disabled={saving || (found.length === 0 ? !typed.trim() : chosen.length === 0)}
          aria-busy={saving}
          onClick={() => void save()}
        >
          {t("common:actions.continue")}
        </button>
      </div>
    </div>
  );
}

/** One place further to the front. */
function raised(ids: readonly string[], at: number): string[] {
  return ids.toSpliced(at, 1).toSpliced(at - 1, 0, ids[at] ?? "");
}

/** What is preferred already, else what the provider recommends. */
function first(found: readonly FoundModel[]): string[] {
  const preferred = found.filter((model) => model.preferred).map((model) => model.id);
  if (preferred.length > 0) return preferred;
  const recommended = found.filter((model) => model.recommended).map((model) => model.id);
  return recommended.length > 0 ? recommended.slice(0, 3) : found.slice(0, 1).map((model) => model.id);
}
