import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { ConnectForm, connectable } from "../../../shared/providers/ConnectForm";
import { CustomForm } from "../../../shared/providers/CustomForm";
import { type FoundModel, modelsOf } from "../../../shared/providers/connect";
import { ModelChoice } from "../../../shared/providers/ModelChoice";
import type { Provider } from "../../../shared/rpc/types";
import { Dialog } from "../../../shared/ui/Dialog";
import { toastError, toastSuccess } from "../../../shared/ui/toasts";
import { useKeptFocus } from "../../../shared/ui/useKeptFocus";
import { badge } from "./ProviderCard";

type Step =
  | { name: "list" }
  | { name: "connect"; provider: Provider }
  | { name: "custom" }
  | { name: "models"; provider: string; title: string; found: FoundModel[] | undefined };

interface Props {
  providers: readonly Provider[];
  start: Provider | undefined;
  chooseModels: boolean;
  onClose: () => void;
}

export function AddProvider({ providers, start, chooseModels, onClose }: Props) {
  const [step, setStep] = useState<Step>(
    start
      ? chooseModels
        ? { name: "models", provider: start.name, title: start.displayName, found: undefined }
        : { name: "connect", provider: start }
      : { name: "list" },
  );
  const [query, setQuery] = useState("");
  const body = useRef<HTMLDivElement>(null);
  const words = query.trim().toLowerCase();
  const shown = [...providers]
    .filter(connectable)
    .filter((provider) => `${provider.displayName} ${provider.name}`.toLowerCase().includes(words))
    .sort((a, b) => (a.uiOrder ?? 0) - (b.uiOrder ?? 0) || a.displayName.localeCompare(b.displayName));

  useKeptFocus(body, step);

  useEffect(() => {
    if (step.name !== "models" || step.found) return;
    modelsOf(step.provider)
      .then((found) => setStep({ ...step, found }))
      .catch((error: unknown) => {
        toastError(error);
        onClose();
      });
  }, [step]);

  function done(name: string): void {
    toastSuccess(t("providers:dialog.done", { provider: name }));
    onClose();
  }

  return (
    <Dialog
      id="providerModal"
      wide={step.name !== "connect" && step.name !== "custom"}
      title={titleOf(step)}
      onClose={onClose}
    >
      <div id="providerModalBody" ref={body}>
        {step.name === "list" && (
          <>
            <input
              type="search"
              class="input"
              data-autofocus
              placeholder={t("providers:dialog.search")}
              aria-label={t("providers:dialog.search")}
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
            <div class="provider-items">
              {shown.map((provider) => (
                <button
                  key={provider.name}
                  type="button"
                  class="provider-item"
                  data-provider={provider.name}
                  onClick={() => setStep({ name: "connect", provider })}
                >
                  <span class="provider-item-name">{provider.displayName}</span>
                  {provider.configured && (
                    <span class="provider-item-badge configured">{t("providers:badge.configured")}</span>
                  )}
                  <span class={`provider-item-badge ${provider.authType}`}>{badge(provider)}</span>
                </button>
              ))}
              {"openai compatible custom vllm litellm any endpoint".includes(words) && (
                <button
                  type="button"
                  class="provider-item"
                  data-provider="custom"
                  onClick={() => setStep({ name: "custom" })}
                >
                  <span class="provider-item-name">{t("providers:custom.name")}</span>
                  <span class="provider-item-badge">{t("providers:custom.any")}</span>
                </button>
              )}
            </div>
          </>
        )}
        {step.name === "connect" && (
          <ConnectForm
            provider={step.provider}
            providers={providers}
            {...(start ? {} : { onCancel: () => setStep({ name: "list" }) })}
            onConnected={({ name, displayName, authType }, found) =>
              authType === "local"
                ? done(displayName)
                : setStep({ name: "models", provider: name, title: displayName, found })
            }
          />
        )}
        {step.name === "custom" && (
          <CustomForm
            onCancel={() => setStep({ name: "list" })}
            onConnected={(provider, title, found) => setStep({ name: "models", provider, title, found })}
          />
        )}
        {step.name === "models" &&
          (step.found ? (
            <ModelChoice provider={step.provider} found={step.found} onDone={() => done(step.title)} />
          ) : (
            <div class="skeleton" style={{ height: "160px" }} />
          ))}
      </div>
    </Dialog>
  );
}

function titleOf(step: Step): string {
  switch (step.name) {
    case "list":
      return t("providers:dialog.title");
    case "connect":
      return step.provider.displayName;
    case "custom":
      return t("providers:custom.name");
    case "models":
      return t("providers:dialog.select", { provider: step.title });
  }
}
