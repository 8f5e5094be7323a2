import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../format";
import { t } from "../i18n";
import { messageOf, rpc } from "../rpc";
import type { LocalModel } from "../rpc/types";
import { Handbook } from "../ui/Handbook";
import { useLoaded } from "../ui/useLoaded";

interface Download {
  modelId: string;
  name: string;
  downloaded: number;
  total: number | undefined;
}

function begun(model: LocalModel): Download {
  return { modelId: model.id, name: model.displayName, downloaded: 0, total: model.sizeBytes };
}

/** Models that run on this machine: no account, no key, nothing leaves the house. */
export function LocalModels({ onDone }: { onDone: () => void }) {
  const { data, error } = useLoaded(async () => {
    const [system, listed, status] = await Promise.all([
      rpc.call("providers.local.system_info", {}, { timeoutMs: 30_000 }),
      rpc.call("providers.local.models", {}, { timeoutMs: 30_000 }),
      rpc.call("providers.local.status", {}, { timeoutMs: 30_000 }),
    ]);
    const models = listed.recommended ?? listed.all ?? [];
    // A download goes on when this is closed; it is taken up where it is.
    const coming = status.status === "loading" && models.find(({ id }) => id === status.model_id);
    if (coming) setDownload((now) => now ?? begun(coming));
    return { system, models };
  });
  const [download, setDownload] = useState<Download>();
  const [failure, setFailure] = useState<string>();

  useEffect(
    () =>
      rpc.on("local-llm.download", (event) => {
        if (event.error) {
          setDownload(undefined);
          setFailure(event.error);
        } else if (event.complete) {
          setDownload(undefined);
          onDone();
        } else {
          setDownload((old) => ({
            modelId: event.modelId,
            name: event.displayName ?? old?.name ?? event.modelId,
            downloaded: event.downloaded ?? old?.downloaded ?? 0,
            total: event.total ?? old?.total,
          }));
        }
      }),
    [],
  );

  async function use(model: LocalModel): Promise<void> {
    setFailure(undefined);
    setDownload(begun(model));
    try {
      await rpc.call(
        "providers.local.configure",
        { modelId: model.id, ...(model.backend ? { backend: model.backend } : {}) },
        { timeoutMs: 30_000 },
      );
    } catch (thrown) {
      setDownload(undefined);
      setFailure(messageOf(thrown));
    }
  }

  if (error !== undefined) return <div class="alert-error-text">{messageOf(error)}</div>;
  if (!data)
    return <div class="skeleton" style={{ height: "120px" }} role="status" aria-label={t("providers:local.loading")} />;
  const ram = data.system.totalRamGb ?? Number.POSITIVE_INFINITY;
  const part = download?.total ? Math.min(1, download.downloaded / download.total) : 0;
  return (
    <div class="form-stack">
      <p class="muted text-sm">
        {t("providers:local.intro", { ram: Math.round(ram) })} <Handbook page="starter-model" />
      </p>
      {failure && (
        <div class="alert-error-text" role="alert">
          {t("providers:error.prefix")} {failure}
        </div>
      )}
      {download && (
        <div role="status" class="download">
          <div class="download-head">
            <span>{t("providers:local.downloading", { name: download.name })}</span>
            <span class="muted">
              {download.total
                ? `${formatBytes(download.downloaded)} / ${formatBytes(download.total)}`
                : formatBytes(download.downloaded)}
            </span>
          </div>
          <div class="progress">
            <span style={{ transform: `scaleX(${part})` }} />
          </div>
        </div>
      )}
      <ul class="local-models">
        {data.models.map((model) => {
          const tooLarge = (model.minRamGb ?? 0) > ram;
          return (
            <li key={model.id} class="provider-item local">
              <span class="provider-item-text">
                <span class="provider-item-name">{model.displayName}</span>
                <span class="field-hint">
                  {[
                    model.sizeBytes ? formatBytes(model.sizeBytes) : "",
                    model.minRamGb ? t("providers:local.needs", { ram: model.minRamGb }) : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              {model.suggested && <span class="badge ok">{t("providers:models.recommended")}</span>}
              <button
                type="button"
                class="provider-btn provider-btn-secondary provider-btn-sm"
                disabled={tooLarge || download !== undefined}
                title={tooLarge ? t("providers:local.tooLarge") : undefined}
                onClick={() => void use(model)}
              >
                {t("providers:local.use")}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
