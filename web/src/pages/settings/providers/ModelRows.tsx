import star from "lucide:star";
import { useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { Capabilities } from "../../../shared/providers/Capabilities";
import { rpc } from "../../../shared/rpc";
import type { Model, Provider } from "../../../shared/rpc/types";
import * as chosen from "../../../shared/stores/models";
import { Icon } from "../../../shared/ui/Icon";
import { toastError, toastSuccess } from "../../../shared/ui/toasts";
import { ranked } from "./ranked";

interface Props {
  provider: Provider;
  models: readonly Model[];
  onChanged: () => void;
}

const FIRST = 3;
const SEARCH_FROM = 9;

/** The models of a provider: which are offered, which come first, and which one answers by default. */
export function ModelRows({ provider, models, onChanged }: Props) {
  const [all, setAll] = useState(false);
  const [query, setQuery] = useState("");
  const list = ranked(models);
  const words = query.trim().toLowerCase();
  const matching = list.filter((model) => `${model.displayName} ${model.id}`.toLowerCase().includes(words));
  const shown = all ? matching : list.slice(0, FIRST);

  if (list.length === 0) return <p class="muted text-sm">{t("providers:page.noModels")}</p>;
  return (
    <>
      {all && list.length >= SEARCH_FROM && (
        <input
          type="search"
          class="input"
          placeholder={t("providers:models.search")}
          aria-label={t("providers:models.search")}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ul class="model-rows">
        {shown.map((model) => (
          <ModelRow key={model.id} provider={provider} model={model} onChanged={onChanged} />
        ))}
      </ul>
      {shown.length === 0 && <p class="muted text-sm">{t("common:search.none")}</p>}
      {list.length > FIRST && (
        <button
          type="button"
          class="link-btn self-start text-sm"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
            setQuery("");
          }}
        >
          {all ? t("providers:page.less") : t("providers:page.more", { count: list.length - FIRST })}
        </button>
      )}
    </>
  );
}

interface RowProps {
  provider: Provider;
  model: Model;
  onChanged: () => void;
}

function ModelRow({ provider, model, onChanged }: RowProps) {
  const [enabled, setEnabled] = useState(!model.disabled);
  const isDefault = chosen.defaultModel.value === model.id;

  async function toggle(next: boolean): Promise<void> {
    setEnabled(next);
    try {
      await rpc.call(next ? "models.enable" : "models.disable", { modelId: model.id });
    } catch (error) {
      setEnabled(!next);
      toastError(error);
    }
  }

  /** The saved models are the favourites, in their order. */
  async function favour(next: boolean): Promise<void> {
    const others = favourites(provider).filter((id) => id !== bare(model.id));
    try {
      await rpc.call("providers.save_models", {
        provider: provider.name,
        models: next ? [...others, bare(model.id)] : others,
      });
      onChanged();
    } catch (error) {
      toastError(error);
    }
  }

  async function makeDefault(): Promise<void> {
    try {
      await rpc.call("providers.save_model", { provider: provider.name, model: bare(model.id) });
      chosen.choose(model.id);
      toastSuccess(t("providers:page.defaultSet", { model: model.displayName }));
      onChanged();
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <li class={`model-row${enabled ? "" : " disabled"}`}>
      <button
        type="button"
        class={`ghost-btn star${model.preferred ? " on" : ""}`}
        aria-pressed={model.preferred ?? false}
        aria-label={t("providers:page.favourite", { model: model.displayName })}
        title={t("providers:page.preferredMark")}
        onClick={() => void favour(!model.preferred)}
      >
        <Icon shapes={star} />
      </button>
      <span class="model-row-text">
        <span class="model-row-name">{model.displayName}</span>
        <span class="field-hint mono">{model.id}</span>
      </span>
      <span class="model-row-marks">
        {model.recommended && !model.preferred && (
          <span class="recommended-badge badge">{t("providers:models.recommended")}</span>
        )}
        <Capabilities model={model} />
        {model.unsupported && (
          <span class="badge warn" title={model.unsupportedReason ?? undefined}>
            {t("providers:page.unsupported")}
          </span>
        )}
        {isDefault ? (
          <span class="badge ok">{t("providers:page.default")}</span>
        ) : (
          enabled && (
            <button type="button" class="ghost-btn make-default" onClick={() => void makeDefault()}>
              {t("providers:page.makeDefault")}
              <span class="sr-only"> {model.displayName}</span>
            </button>
          )
        )}
      </span>
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

/** The saved models, without the prefix of their provider. */
export function favourites(provider: Provider): string[] {
  return (provider.models ?? []).map(bare);
}

function bare(id: string): string {
  return id.slice(id.lastIndexOf("::") + (id.includes("::") ? 2 : 1));
}
