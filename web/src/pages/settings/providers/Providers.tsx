import brain from "lucide:brain";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { useRunning } from "../../../shared/providers/running";
import { messageOf, rpc } from "../../../shared/rpc";
import type { ModelsUpdated } from "../../../shared/rpc/events";
import type { Model, Provider } from "../../../shared/rpc/types";
import { Icon } from "../../../shared/ui/Icon";
import { toastError, toastSuccess } from "../../../shared/ui/toasts";
import { useLoaded } from "../../../shared/ui/useLoaded";
import { SectionPage } from "../Section";
import { AddProvider } from "./AddProvider";
import { ProviderCard } from "./ProviderCard";

const SLOW_MS = 60_000;
const DETECT_MS = 600_000;

/** The connected providers and their models. */
export default function Providers() {
  const [dialog, setDialog] = useState<{ provider: Provider | undefined; models: boolean }>();
  const [probing, setProbing] = useState<ModelsUpdated>();
  const { data, error, loading, reload } = useLoaded(async () => {
    const [providers, models] = await Promise.all([
      rpc.call("providers.available", {}, { timeoutMs: SLOW_MS }),
      rpc.call("models.list_all", {}, { timeoutMs: SLOW_MS }),
    ]);
    return { providers, models };
  });
  const running = useRunning(data?.providers);
  useEffect(() => {
    const offs = [
      rpc.on("models.updated", (event) => {
        if (event.phase === "start" || event.phase === "progress") setProbing(event);
        else if (event.phase !== "catalog") {
          setProbing(undefined);
          void reload();
        }
      }),
      rpc.on("providers.updated", () => void reload()),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, []);

  async function detect(): Promise<void> {
    setProbing({ checked: 0, total: 0 });
    try {
      const sum = (await rpc.call("models.detect_supported", { reason: "manual" }, { timeoutMs: DETECT_MS })) as Record<
        string,
        number
      >;
      if (sum["total"] !== undefined) {
        toastSuccess(
          t("providers:page.detected", {
            supported: sum["supported"] ?? 0,
            total: sum["total"],
            unsupported: sum["unsupported"] ?? 0,
            errors: sum["errors"] ?? 0,
          }),
          { durationMs: 8_000 },
        );
      }
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setProbing(undefined);
      void reload();
    }
  }

  const connected = rpc.status.value === "connected";
  const configured = (data?.providers ?? []).filter(
    (provider) => provider.configured || provider.state === "needs-sign-in",
  );
  const found = (data?.providers ?? []).filter((provider) => !provider.configured && running.has(provider.name));
  const modelsOf = (provider: Provider): Model[] =>
    (data?.models ?? []).filter((model) => model.provider === provider.name && !model.id.includes("@reasoning-"));
  const total = probing?.total ?? 0;
  const checked = probing?.checked ?? 0;
  return (
    <SectionPage
      title={t("settings:section.providers")}
      titleId="providersTitle"
      intro={t("providers:page.intro")}
      handbook="providers"
      actions={
        <>
          {probing ? (
            <button
              type="button"
              class="provider-btn provider-btn-secondary"
              onClick={() => void rpc.call("models.cancel_detect", {}).catch(toastError)}
            >
              {t("providers:page.stop")}
            </button>
          ) : (
            configured.length > 0 && (
              <button
                id="providersDetectModelsBtn"
                data-testid="providers-detect-models"
                type="button"
                class="provider-btn provider-btn-secondary"
                disabled={!connected}
                onClick={() => void detect()}
              >
                {t("providers:page.detect")}
              </button>
            )
          )}
          <button
            id="providersAddLlmBtn"
            data-testid="providers-add-llm"
            type="button"
            class="provider-btn"
            disabled={!connected}
            onClick={() => setDialog({ provider: undefined, models: false })}
          >
            {t("providers:page.add")}
          </button>
        </>
      }
    >
      {probing && (
        <div role="status">
          <div class="progress">
            <span style={{ transform: `scaleX(${total ? checked / total : 0.05})` }} />
          </div>
          <p class="field-hint mt-1">
            {t("providers:page.detecting", {
              checked,
              total,
              percent: total ? Math.round((checked / total) * 100) : 0,
            })}
          </p>
        </div>
      )}
      {error !== undefined && (
        <div class="alert-error-text" role="alert">
          {messageOf(error)}
        </div>
      )}
      {!data && loading && (
        <div id="providersLoadingState" role="status" aria-label={t("providers:page.loading")}>
          <div class="skeleton" style={{ height: "180px" }} />
        </div>
      )}
      {data && configured.length === 0 && (
        <div id="providersEmptyState" data-testid="providers-empty-state" class="card empty-state">
          <Icon shapes={brain} large />
          <h3>{t("providers:page.empty")}</h3>
          <p>{t("providers:page.emptyText")}</p>
          <button type="button" class="provider-btn" onClick={() => setDialog({ provider: undefined, models: false })}>
            {t("providers:page.add")}
          </button>
        </div>
      )}
      {configured.length > 1 && (
        <nav class="jump-chips" aria-label={t("settings:section.providers")}>
          {configured.map((provider) => (
            <a key={provider.name} class="badge" href={`#provider-${provider.name}`}>
              {provider.displayName}
            </a>
          ))}
        </nav>
      )}
      <div id="providersConfiguredList" data-testid="providers-configured-list" class="form-stack max-w-form">
        {configured.map((provider) => (
          <ProviderCard
            key={provider.name}
            provider={provider}
            models={modelsOf(provider)}
            onConnect={() => setDialog({ provider, models: false })}
            onModels={() => setDialog({ provider, models: true })}
            onChanged={() => void reload()}
          />
        ))}
      </div>
      {found.map((provider) => (
        <section
          key={provider.name}
          class="card settings-card found-here max-w-form"
          aria-label={t("providers:page.foundTitle")}
        >
          <p>
            {t("providers:page.foundText", {
              provider: provider.displayName,
              count: running.get(provider.name) ?? 0,
            })}
          </p>
          <button
            type="button"
            class="provider-btn provider-btn-secondary"
            aria-label={`${t("providers:connect")}: ${provider.displayName}`}
            onClick={() => setDialog({ provider, models: false })}
          >
            {t("providers:connect")}
          </button>
        </section>
      ))}
      {dialog && data && (
        <AddProvider
          providers={data.providers}
          start={dialog.provider}
          chooseModels={dialog.models}
          onClose={() => {
            setDialog(undefined);
            void reload();
          }}
        />
      )}
    </SectionPage>
  );
}
