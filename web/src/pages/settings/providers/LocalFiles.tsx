import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import { confirm } from "../../../shared/ui/Dialog";
import { toastError } from "../../../shared/ui/toasts";
import { useLoaded } from "../../../shared/ui/useLoaded";

const LOAD_MS = 120_000;

/** The model files of this machine: which are in memory, and taking them there, out of it, and away. */
export function LocalFiles() {
  const { data, error, reload } = useLoaded(() => rpc.call("providers.local.model_states", {}));
  const [busy, setBusy] = useState<string>();
  useEffect(() => rpc.on("local-llm.lifecycle", () => void reload()), []);

  async function run(modelId: string, work: () => Promise<unknown>): Promise<void> {
    setBusy(modelId);
    try {
      await work();
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setBusy(undefined);
      void reload();
    }
  }

  async function remove(modelId: string): Promise<void> {
    const sure = await confirm(t("providers:files.removeAsk", { model: modelId }), {
      danger: true,
      confirm: t("common:actions.delete"),
    });
    if (sure) await run(modelId, () => rpc.call("providers.local.remove_model", { modelId }, { timeoutMs: LOAD_MS }));
  }

  if (error !== undefined) return <p class="alert-error-text">{messageOf(error)}</p>;
  return (
    <ul class="model-rows" aria-label={t("providers:files.title")}>
      {(data ?? []).map(({ model_id: id, is_loaded: loaded, memory_bytes: bytes }) => (
        <li key={id} class="local-file">
          <span class="model-row-text">
            <span class="mono">{id}</span>
            <span class="field-hint" role="status">
              {loaded ? t("providers:files.loaded", { size: formatBytes(bytes) }) : t("providers:files.onDisk")}
            </span>
          </span>
          <button
            type="button"
            class="ghost-btn"
            disabled={busy !== undefined}
            aria-busy={busy === id}
            onClick={() =>
              void run(id, () =>
                rpc.call(
                  loaded ? "providers.local.unload" : "providers.local.load",
                  { modelId: id },
                  { timeoutMs: LOAD_MS },
                ),
              )
            }
          >
            {t(loaded ? "providers:files.unload" : "providers:files.load")}
            <span class="sr-only"> {id}</span>
          </button>
          <button type="button" class="ghost-btn danger" disabled={busy !== undefined} onClick={() => void remove(id)}>
            {t("providers:files.remove")}
            <span class="sr-only"> {id}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
