import check from "lucide:check";
import { useEffect, useRef } from "preact/hooks";
import { boot } from "../../shared/boot";
import { t } from "../../shared/i18n";
import { rpc } from "../../shared/rpc";
import { ConfirmRoot } from "../../shared/ui/Dialog";
import { Icon } from "../../shared/ui/Icon";
import { Time } from "../../shared/ui/Time";
import { Toasts } from "../../shared/ui/toasts";
import { ConnectStep } from "./ConnectStep";
import { MessageStep } from "./MessageStep";
import { ModelStep } from "./ModelStep";
import { progress, STEPS } from "./progress";
import { WelcomeStep } from "./WelcomeStep";

/** From nothing to the first answer. */
export function Wizard() {
  const { step } = progress.value;
  const at = STEPS.indexOf(step);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.querySelector<HTMLElement>(".onboarding-card h1")?.focus();
    first.current = false;
  }, [step]);
  return (
    <div class="onboarding">
      <main class="onboarding-card card">
        <ol class="onboarding-steps" aria-label={t("onboarding:steps")}>
          {STEPS.map((name, index) => (
            <li
              key={name}
              class={`onboarding-step${index === at ? " active" : ""}${index < at ? " completed" : ""}`}
              aria-current={index === at ? "step" : undefined}
            >
              <span class="onboarding-step-dot">{index < at ? <Icon shapes={check} /> : index + 1}</span>
              <span class="onboarding-step-label">{t(`onboarding:step.${name}`)}</span>
            </li>
          ))}
        </ol>
        {step === "welcome" && <WelcomeStep />}
        {step === "connect" && <ConnectStep />}
        {step === "model" && <ModelStep />}
        {step === "message" && <MessageStep />}
      </main>
      <footer class="onboarding-foot">
        {rpc.status.value === "waiting" && <span class="badge warn">{t("common:connection.reconnecting")}</span>}
        <span>
          {boot.value.started_at !== undefined && (
            <>
              {t("onboarding:started")} <Time at={boot.value.started_at} /> ·{" "}
            </>
          )}
          {t("onboarding:version", { version: boot.value.version ?? "?" })}
        </span>
      </footer>
      <ConfirmRoot />
      <Toasts />
    </div>
  );
}
