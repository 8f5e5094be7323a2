import { t } from "../../../shared/i18n";
import { day, officialWord, placeName } from "../../../shared/providers/sources";
import type { Provider } from "../../../shared/rpc/types";
import { Time } from "../../../shared/ui/Time";

/** Why it is connected by this and not by something else, and what is known of the last use. */
export function ProviderReasons({ provider, why }: { provider: Provider; why: string }) {
  const sources = provider.keySources ?? [];
  const label = provider.connectedBy === "sign-in" ? provider.signIn : undefined;
  return (
    <>
      {(why || label || provider.lastUse?.ok) && (
        <span class="field-hint provider-why">
          {why} {label && t("providers:official.card", { word: officialWord(label), day: day(label.checkedOn) })}{" "}
          {provider.lastUse?.ok && (
            <>
              {t("providers:page.lastOk")} <Time at={provider.lastUse.at} />.
            </>
          )}
        </span>
      )}
      {sources.length > 1 && (
        <details class="provider-why provider-places">
          <summary>{t("providers:place.title")}</summary>
          <ul>
            {sources.map(({ source, used, why: reason }) => (
              <li key={source}>
                <b>{placeName(source)}</b>: {t(used ? "providers:place.used" : "providers:place.notUsed")} {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Why it cannot be used, or how its last use failed, with the button that mends it. */
export function ProviderTrouble({ provider, onMend }: { provider: Provider; onMend: () => void }) {
  const failed = provider.lastUse && !provider.lastUse.ok ? provider.lastUse : undefined;
  const text = failed?.error ?? provider.problem;
  if (!text) return null;
  return (
    <div class="alert-warning-text with-button">
      <span>
        {text}
        {failed?.hint && <span class="block">{failed.hint}</span>}
        {failed && (
          <span class="block">
            {t("providers:page.lastFailed")} <Time at={failed.at} />
          </span>
        )}
      </span>
      {(provider.state === "needs-sign-in" || provider.state === "needs-key") && (
        <button type="button" class="provider-btn provider-btn-secondary provider-btn-sm" onClick={onMend}>
          {t(provider.state === "needs-key" ? "providers:page.key" : "providers:page.signInAgain")}
        </button>
      )}
    </div>
  );
}
