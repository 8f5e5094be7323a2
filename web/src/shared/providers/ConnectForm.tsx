import { useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { rpc } from "../rpc";
import type { Provider } from "../rpc/types";
import { useKeptFocus } from "../ui/useKeptFocus";
import type { FoundModel } from "./connect";
import { KeyForm } from "./KeyForm";
import { LocalModels } from "./LocalModels";
import { SignInForm } from "./SignInForm";

interface Props {
  provider: Provider;
  /** All that are offered: beside a sign-in, a key of the same house is offered. */
  providers: readonly Provider[];
  /** The provider that is connected now, and its models where they are known already. */
  onConnected: (provider: Provider, found: FoundModel[] | undefined) => void;
  onCancel?: () => void;
}

/** Whether this page can connect it. */
export function connectable(provider: Provider): boolean {
  if (provider.authType === "local") return rpc.supports("providers.local.models");
  return provider.authType !== "oauth" || rpc.supports("providers.oauth.start");
}

/** Connects a provider in the ways that it allows; a key is offered beside every sign-in. */
export function ConnectForm({ provider, providers, onConnected, onCancel }: Props) {
  const byOwnKey = provider.authType === "api-key";
  const [withKey, setWithKey] = useState<Provider | undefined>(byOwnKey ? provider : undefined);
  const canSignIn = !byOwnKey || (Boolean(provider.signIn) && rpc.supports("providers.oauth.start"));
  const keys = byOwnKey ? [provider] : providers.filter(({ name }) => provider.signIn?.keyInstead.includes(name));
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box, withKey);
  const cancel = onCancel ? { onCancel } : {};

  if (provider.authType === "local") return <LocalModels onDone={() => onConnected(provider, undefined)} />;
  return (
    <div ref={box} class="form-stack">
      {withKey ? (
        <KeyForm
          key={withKey.name}
          provider={withKey}
          onConnected={(found) => onConnected(withKey, found)}
          {...cancel}
        />
      ) : (
        <SignInForm provider={provider} onConnected={() => onConnected(provider, undefined)} {...cancel} />
      )}
      {canSignIn && (withKey || keys.length > 0) && (
        <div class="other-way">
          <span aria-hidden="true">{t("providers:signIn.or")}</span>
          {withKey ? (
            <button type="button" class="link-btn" onClick={() => setWithKey(undefined)}>
              {t("providers:signIn.instead")}
            </button>
          ) : (
            <>
              {keys.length > 1 && t("providers:signIn.keysInstead")}
              {keys.map((other) => {
                const name = t("providers:signIn.keyInstead", { provider: other.displayName });
                return (
                  <button
                    key={other.name}
                    type="button"
                    class="link-btn"
                    aria-label={name}
                    onClick={() => setWithKey(other)}
                  >
                    {keys.length > 1 ? other.displayName : name}
                  </button>
                );
              })}
            </>
          )}
        </div>
      )}
    </div>
  );
}
