import { useState } from "preact/hooks";
import { t } from "../../shared/i18n";
import { ConnectForm, connectable } from "../../shared/providers/ConnectForm";
import { CustomForm } from "../../shared/providers/CustomForm";
import { RECOMMENDED } from "../../shared/providers/keyPages";
import { useRunning } from "../../shared/providers/running";
import { messageOf, rpc } from "../../shared/rpc";
import type { Provider } from "../../shared/rpc/types";
import { useLoaded } from "../../shared/ui/useLoaded";
import { change, progress } from "./progress";

const CUSTOM = "custom";

/** Which model answers: in the cloud with a key, or on this machine. */
export function ConnectStep() {
  const { data, error, reload } = useLoaded(() => rpc.call("providers.available", {}, { timeoutMs: 60_000 }));
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<string>();
  const [all, setAll] = useState(false);
  const running = useRunning(data);
  const words = query.trim().toLowerCase();
  const offered = (data ?? []).filter(connectable);
  const rank = (provider: Provider) => {
    const at = RECOMMENDED.indexOf(provider.name);
    return provider.configured
      ? -2
      : running.has(provider.name)
        ? -1
        : at < 0
          ? RECOMMENDED.length + (provider.uiOrder ?? 0)
          : at;
  };
  const matching = offered
    .filter((provider) => `${provider.displayName} ${provider.name}`.toLowerCase().includes(words))
    .sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName));
  const shown = words || all ? matching : matching.filter((provider) => rank(provider) < RECOMMENDED.length);
  const custom = "openai compatible custom vllm litellm".includes(words) && (all || words !== "");
  const connected = offered.some((provider) => provider.configured);

  function done(provider: string): void {
    change({ provider, step: "model" });
  }

  return (
    <div class="form-stack">
      <div>
        <h1 tabIndex={-1}>{t("onboarding:connect.title")}</h1>
        <p class="muted">{t("onboarding:connect.text")}</p>
      </div>
      <input
        type="search"
        class="input"
        placeholder={t("providers:dialog.search")}
        aria-label={t("providers:dialog.search")}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      {error !== undefined && (
        <div class="alert-error-text" role="alert">
          {messageOf(error)}{" "}
          <button type="button" class="link-btn" onClick={() => void reload()}>
            {t("common:actions.retry")}
          </button>
        </div>
      )}
      {!data && error === undefined && (
        <div class="skeleton" style={{ height: "220px" }} role="status">
          <span class="sr-only">{t("providers:page.loading")}</span>
        </div>
      )}
      {data && (
        <ul class="onboarding-providers">
          {shown.map((provider) => (
            <li key={provider.name} class={`onboarding-provider${open === provider.name ? " open" : ""}`}>
              <ProviderRow
                provider={provider}
                found={running.get(provider.name)}
                open={open === provider.name}
                onToggle={() => {
                  if (provider.configured) done(provider.name);
                  else setOpen(open === provider.name ? undefined : provider.name);
                }}
              />
              {open === provider.name && (
                <div class="onboarding-provider-body">
                  <ConnectForm
                    provider={provider}
                    providers={offered}
                    onConnected={(connected) => done(connected.name)}
                  />
                </div>
              )}
            </li>
          ))}
          {custom && (
            <li class={`onboarding-provider${open === CUSTOM ? " open" : ""}`}>
              <div class="onboarding-provider-head">
                <span class="provider-item-text">
                  <span class="provider-item-name">{t("providers:custom.name")}</span>
                  <span class="field-hint">{t("providers:custom.note")}</span>
                </span>
                <button
                  type="button"
                  class="provider-btn provider-btn-secondary provider-btn-sm"
                  aria-expanded={open === CUSTOM}
                  onClick={() => setOpen(open === CUSTOM ? undefined : CUSTOM)}
                >
                  {t("onboarding:connect.configure")}
                </button>
              </div>
              {open === CUSTOM && (
                <div class="onboarding-provider-body">
                  <CustomForm onConnected={(provider) => done(provider)} />
                </div>
              )}
            </li>
          )}
          {shown.length === 0 && !custom && words !== "" && <li class="muted text-sm">{t("common:search.none")}</li>}
        </ul>
      )}
      {data && !words && (
        <button type="button" class="link-btn self-start text-sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? t("onboarding:connect.fewer")
            : t("onboarding:connect.all", { count: offered.length - shown.length + 1 })}
        </button>
      )}
      <div class="form-actions">
        <button type="button" class="ghost-btn mr-auto" onClick={() => change({ step: "welcome" })}>
          {t("common:actions.back")}
        </button>
        {connected ? (
          <button
            type="button"
            class="provider-btn"
            onClick={() =>
              done(progress.peek().provider ?? offered.find((provider) => provider.configured)?.name ?? "")
            }
          >
            {t("common:actions.continue")}
          </button>
        ) : (
          <button type="button" class="provider-btn provider-btn-secondary" onClick={() => change({ step: "message" })}>
            {t("common:actions.skip")}
          </button>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  provider: Provider;
  /** How many models a server on this machine has. */
  found: number | undefined;
  open: boolean;
  onToggle: () => void;
}

function ProviderRow({ provider, found, open, onToggle }: RowProps) {
  const note = t(`onboarding:note.${NOTED.find((name) => name === provider.name) ?? "other"}`);
  return (
    <div class="onboarding-provider-head">
      <span class="provider-item-text">
        <span class="provider-item-name">{provider.displayName}</span>
        {note && <span class="field-hint">{note}</span>}
      </span>
      {provider.configured && <span class="provider-item-badge configured">{t("providers:badge.configured")}</span>}
      {!provider.configured && found !== undefined && (
        <span class="badge ok">{t("onboarding:connect.found", { count: found })}</span>
      )}
      <button
        type="button"
        class="provider-btn provider-btn-secondary provider-btn-sm"
        aria-expanded={open}
        onClick={onToggle}
      >
        {provider.configured ? t("onboarding:connect.choose") : t("onboarding:connect.configure")}
      </button>
    </div>
  );
}

const NOTED = [
  "openai-codex",
  "github-copilot",
  "anthropic",
  "openai",
  "gemini",
  "deepseek",
  "openrouter",
  "ollama",
  "lmstudio",
  "local-llm",
] as const;
