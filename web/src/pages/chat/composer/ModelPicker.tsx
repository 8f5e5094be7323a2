import brain from "lucide:brain";
import { byKey, upsert } from "../../../sessions/store";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import * as store from "../../../shared/stores/models";
import { Combo } from "../../../shared/ui/Combo";
import { Icon, type IconShapes } from "../../../shared/ui/Icon";
import { toastError } from "../../../shared/ui/toasts";
import { modelFor } from "./send";

/** Which model answers here. The choice belongs to the session, and becomes the usual one for new sessions. */
export function ModelPicker({ sessionKey }: { sessionKey: string }) {
  const id = modelFor(sessionKey);
  const model = store.find(id);
  if (store.modelsKnown.value && store.models.value.length === 0) return null;

  async function choose(next: string): Promise<void> {
    const before = byKey(sessionKey)?.model ?? null;
    store.choose(next);
    if (!store.find(next)?.supportsReasoning) store.setEffort("");
    upsert({ key: sessionKey, model: next });
    try {
      await rpc.call("sessions.patch", { key: sessionKey, model: next });
    } catch (error) {
      upsert({ key: sessionKey, model: before });
      toastError(error);
    }
  }

  const label = model?.displayName ?? (id ? id.replace(/^[^:]*::/, "") : t("chat:model.none"));
  return (
    <Combo
      ids="model"
      wide
      name={t("chat:model.name")}
      label={label}
      title={id ? `${label} (${id})` : label}
      value={id}
      search={t("chat:model.search")}
      direction="up"
      onChoose={(next) => void choose(next)}
      options={store.models.value.map((option) => ({
        value: option.id,
        label: option.displayName,
        note: option.provider,
        title: `${option.displayName} (${option.id})`,
        attributes: { "data-model-id": option.id },
        extra: (
          <>
            {option.supportsReasoning && <Icon shapes={brain} name="brain" />}
            {option.unsupported && <span class="badge warn">{t("chat:model.unsupported")}</span>}
          </>
        ),
      }))}
    />
  );
}

/** How long the model may think, for models that can. */
export function ReasoningPicker({ sessionKey, icon }: { sessionKey: string; icon: IconShapes }) {
  if (!store.find(modelFor(sessionKey))?.supportsReasoning) return null;
  const names: Record<store.Effort, string> = {
    "": t("chat:effort.off"),
    minimal: t("chat:effort.minimal"),
    low: t("chat:effort.low"),
    medium: t("chat:effort.medium"),
    high: t("chat:effort.high"),
    xhigh: t("chat:effort.xhigh"),
  };
  return (
    <Combo
      ids="reasoning"
      name={t("chat:effort.name")}
      label={names[store.effort.value]}
      icon={icon}
      value={store.effort.value}
      direction="up"
      onChoose={(next) => store.setEffort(next as store.Effort)}
      options={store.EFFORTS.map((value) => ({ value, label: names[value] }))}
    />
  );
}
