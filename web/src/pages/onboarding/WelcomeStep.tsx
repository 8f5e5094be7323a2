import { useState } from "preact/hooks";
import { t } from "../../shared/i18n";
import { timeZones } from "../../shared/identity";
import { change, progress } from "./progress";

export function WelcomeStep() {
  const { userName, zone, agentName, emoji } = progress.value;
  const [missing, setMissing] = useState(false);
  return (
    <form
      class="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!userName.trim());
        if (userName.trim()) change({ step: "connect" });
      }}
    >
      <div>
        <h1 tabIndex={-1}>{t("onboarding:welcome.title")}</h1>
        <p class="muted">{t("onboarding:welcome.text")}</p>
      </div>
      <div class="field">
        <label for="onboardingName">{t("onboarding:welcome.name")}</label>
        <input
          id="onboardingName"
          class="input"
          autocomplete="name"
          placeholder={t("settings:profile.namePlaceholder")}
          aria-invalid={missing}
          value={userName}
          onInput={(event) => {
            setMissing(false);
            change({ userName: event.currentTarget.value });
          }}
        />
        {missing && (
          <span class="field-error-text" role="alert">
            {t("settings:profile.nameRequired")}
          </span>
        )}
      </div>
      <div class="field">
        <label for="onboardingZone">{t("settings:profile.zone")}</label>
        <select
          id="onboardingZone"
          class="input"
          value={zone}
          onChange={(event) => change({ zone: event.currentTarget.value })}
        >
          {timeZones(zone).map((name) => (
            <option key={name} value={name}>
              {name.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </div>
      <div class="field-pair">
        <div class="field">
          <label for="onboardingAgent">{t("onboarding:welcome.agent")}</label>
          <input
            id="onboardingAgent"
            class="input"
            autocomplete="off"
            placeholder={t("onboarding:welcome.agentPlaceholder")}
            value={agentName}
            onInput={(event) => change({ agentName: event.currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for="onboardingEmoji">{t("settings:profile.emoji")}</label>
          <input
            id="onboardingEmoji"
            class="input"
            autocomplete="off"
            maxLength={16}
            placeholder="🥚"
            value={emoji}
            onInput={(event) => change({ emoji: event.currentTarget.value })}
          />
        </div>
      </div>
      <div class="form-actions">
        <button type="submit" class="provider-btn">
          {t("common:actions.continue")}
        </button>
      </div>
    </form>
  );
}
