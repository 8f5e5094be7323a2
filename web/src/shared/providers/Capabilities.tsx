import { t } from "../i18n";
import type { Model } from "../rpc/types";

/** What a model can do beside writing text, as far as it is known. */
export function Capabilities({ model }: { model: Partial<Model> }) {
  return (
    <>
      {model.supportsTools === false && <span class="badge">{t("providers:models.chatOnly")}</span>}
      {model.supportsVision && <span class="badge">{t("providers:models.vision")}</span>}
      {model.supportsReasoning && <span class="badge">{t("providers:models.reasoning")}</span>}
    </>
  );
}
