import { useId, useState } from "preact/hooks";
import { t } from "../i18n";
import { messageOf } from "../rpc";
import { addCustom, type Credentials, endpointProblem, type FoundModel, NO_CREDENTIALS } from "./connect";

interface Props {
  onConnected: (provider: string, name: string, models: FoundModel[]) => void;
  onCancel?: () => void;
}

/** Any server that speaks the OpenAI protocol. */
export function CustomForm({ onConnected, onCancel }: Props) {
  const [credentials, setCredentials] = useState<Credentials>(NO_CREDENTIALS);
  const [error, setError] = useState<string>();
  const [trying, setTrying] = useState(false);
  const id = useId();
  const change = (part: Partial<Credentials>) => {
    setError(undefined);
    setCredentials({ ...credentials, ...part });
  };

  async function connect(): Promise<void> {
    const wrong = endpointProblem(credentials.baseUrl.trim());
    if (wrong) {
      setError(t(wrong));
      return;
    }
    setTrying(true);
    try {
      const added = await addCustom(credentials);
      onConnected(added.provider, added.name, added.models);
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setTrying(false);
    }
  }

  return (
    <form
      class="form-stack"
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <div class="field">
        <label for={`${id}-url`}>{t("providers:custom.url")}</label>
        <input
          id={`${id}-url`}
          class="input mono"
          type="url"
          data-autofocus
          spellcheck={false}
          placeholder="https://llm.example.org/v1"
          value={credentials.baseUrl}
          onInput={(event) => change({ baseUrl: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-key`}>{t("providers:key.label")}</label>
        <input
          id={`${id}-key`}
          class="input mono"
          type="password"
          autocomplete="new-password"
          spellcheck={false}
          value={credentials.apiKey}
          onInput={(event) => change({ apiKey: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-model`}>{t("providers:custom.model")}</label>
        <input
          id={`${id}-model`}
          class="input mono"
          spellcheck={false}
          value={credentials.model}
          onInput={(event) => change({ model: event.currentTarget.value })}
        />
        <span class="field-hint">{t("providers:custom.modelHint")}</span>
      </div>
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
        <button type="submit" class="provider-btn" disabled={trying} aria-busy={trying}>
          {trying ? t("providers:key.trying") : t("providers:connect")}
        </button>
      </div>
    </form>
  );
}
