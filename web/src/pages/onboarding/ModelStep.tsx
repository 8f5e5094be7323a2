import { t } from "../../shared/i18n";
import { modelsOf } from "../../shared/providers/connect";
import { ModelChoice } from "../../shared/providers/ModelChoice";
import { messageOf } from "../../shared/rpc";
import { useLoaded } from "../../shared/ui/useLoaded";
import { change, progress } from "./progress";

export function ModelStep() {
  const provider = progress.value.provider ?? "";
  const { data, error, reload } = useLoaded(() => modelsOf(provider));
  return (
    <div class="form-stack">
      <div>
        <h1 tabIndex={-1}>{t("onboarding:model.title")}</h1>
        <p class="muted">{t("onboarding:model.text")}</p>
      </div>
      {error !== undefined && (
        <div class="alert-error-text" role="alert">
          {messageOf(error)}{" "}
          <button type="button" class="link-btn" onClick={() => void reload()}>
            {t("common:actions.retry")}
          </button>
        </div>
      )}
      {!data && error === undefined && (
        <div class="skeleton" style={{ height: "200px" }} role="status" aria-label={t("providers:page.loading")} />
      )}
      {data ? (
        <ModelChoice
          provider={provider}
          found={data}
          onBack={() => change({ step: "connect" })}
          onDone={() => change({ step: "message" })}
        />
      ) : (
        <div class="form-actions">
          <button type="button" class="ghost-btn mr-auto" onClick={() => change({ step: "connect" })}>
            {t("common:actions.back")}
          </button>
        </div>
      )}
    </div>
  );
}
