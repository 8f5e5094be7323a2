import { useId, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { messageOf } from "../rpc";
import type { Provider } from "../rpc/types";
import { type Credentials, type FoundModel, NO_CREDENTIALS, problem, save, validate } from "./connect";
import { KEY_PAGES } from "./keyPages";
import { sourceOf } from "./sources";

interface Props {
  provider: Provider;
  /** The credentials work and are saved. */
  onConnected: (models: FoundModel[]) => void;
  onCancel?: () => void;
}

/** Asks for a key, tries it the moment it is pasted, and keeps it when it works. */
export function KeyForm({ provider, onConnected, onCancel }: Props) {
  const [credentials, setCredentials] = useState<Credentials>({ ...NO_CREDENTIALS, baseUrl: provider.baseUrl ?? "" });
  const [endpointShown, setEndpointShown] = useState(Boolean(provider.keyOptional || provider.baseUrl));
  const [error, setError] = useState<string>();
  const [trying, setTrying] = useState<{ part: number; message: string }>();
  const round = useRef(0);
  const id = useId();
  const keyPage = KEY_PAGES[provider.name];
  const shadowed = provider.keySource ? sourceOf(provider.keySource).kind === "config" : false;

  async function connect(entered: Credentials): Promise<void> {
    const missing = problem(provider, entered);
    if (missing) {
      setError(t(missing));
      return;
    }
    const mine = ++round.current;
    setError(undefined);
    setTrying({ part: 0.05, message: "" });
    try {
      const models = await validate(
        provider.name,
        entered,
        (part, message) => mine === round.current && setTrying({ part, message }),
      );
      if (mine !== round.current) return;
      await save(provider.name, entered);
      if (mine === round.current) onConnected(models);
    } catch (thrown) {
      if (mine === round.current) setError(messageOf(thrown));
    } finally {
      if (mine === round.current) setTrying(undefined);
    }
  }

  const change = (part: Partial<Credentials>) => {
    round.current++;
    setTrying(undefined);
    setError(undefined);
    setCredentials({ ...credentials, ...part });
  };

  return (
    <form
      class="form-stack"
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect(credentials);
      }}
    >
      {shadowed && (
        <p class="alert-warning-text">
          {t("providers:key.shadowed")} <a href="/settings/config">{t("providers:key.openConfig")}</a>
        </p>
      )}
      {provider.name === "anthropic" && (
        <p class="muted text-sm">
          {t("providers:anthropic.text")}{" "}
          <a href="/docs/anthropic-oauth" target="_blank" rel="noopener noreferrer">
            {t("providers:anthropic.why")}
          </a>
        </p>
      )}
      <div class="field">
        <label for={`${id}-key`}>{t("providers:key.label")}</label>
        <input
          id={`${id}-key`}
          class="input mono"
          type="password"
          autocomplete="new-password"
          spellcheck={false}
          data-autofocus
          placeholder={provider.configured ? t("providers:key.keep") : t("providers:key.paste")}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-hint`}
          value={credentials.apiKey}
          onInput={(event) => change({ apiKey: event.currentTarget.value })}
          onPaste={(event) => {
            const pasted = event.clipboardData?.getData("text").trim();
            if (!pasted || credentials.apiKey) return;
            event.preventDefault();
            const next = { ...credentials, apiKey: pasted };
            setCredentials(next);
            void connect(next);
          }}
        />
        <span id={`${id}-hint`} class="field-hint">
          {provider.keyOptional ? t("providers:key.optional") : t("providers:key.stays")}
          {keyPage && (
            <>
              {" "}
              {t("providers:key.getAt")}{" "}
              <a href={keyPage} target="_blank" rel="noopener noreferrer">
                {new URL(keyPage).host}
              </a>
            </>
          )}
        </span>
      </div>
      {provider.requiresModel && (
        <div class="field">
          <label for={`${id}-model`}>{t("providers:model.label")}</label>
          <input
            id={`${id}-model`}
            class="input mono"
            spellcheck={false}
            value={credentials.model}
            onInput={(event) => change({ model: event.currentTarget.value })}
          />
        </div>
      )}
      {endpointShown ? (
        <div class="field">
          <label for={`${id}-url`}>{t("providers:endpoint.label")}</label>
          <input
            id={`${id}-url`}
            class="input mono"
            type="url"
            spellcheck={false}
            placeholder={provider.defaultBaseUrl ?? "https://"}
            value={credentials.baseUrl}
            onInput={(event) => change({ baseUrl: event.currentTarget.value })}
          />
        </div>
      ) : (
        provider.defaultBaseUrl && (
          <button type="button" class="link-btn self-start text-sm" onClick={() => setEndpointShown(true)}>
            {t("providers:endpoint.other")}
          </button>
        )
      )}
      {trying && (
        <div role="status">
          <div class="progress">
            <span style={{ transform: `scaleX(${trying.part})` }} />
          </div>
          <p class="field-hint mt-1">{trying.message || t("providers:key.trying")}</p>
        </div>
      )}
      {error && (
        <div class="alert-error-text" role="alert">
          {t("providers:error.prefix")} {error}
        </div>
      )}
      <div class="form-actions">
        {onCancel && (
          <button type="button" class="provider-btn provider-btn-secondary" onClick={onCancel}>
            {t("common:actions.cancel")}
          </button>
        )}
        <button type="submit" class="provider-btn" disabled={trying !== undefined} aria-busy={trying !== undefined}>
          {provider.keyOptional ? t("providers:connect") : t("common:actions.save")}
        </button>
      </div>
    </form>
  );
}
