import { useState } from "preact/hooks";
import { t } from "../i18n";
import { rpc } from "../rpc";
import type { Provider } from "../rpc/types";
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

/** Whose keys open the models of a subscription without it. */
const KEY_INSTEAD: Readonly<Record<string, string>> = { "openai-codex": "openai", "github-copilot": "openai" };

/** Keys come first there; a sign-in is a second way. */
const SIGN_IN_TOO: readonly string[] = ["kimi-code"];

/** Whether this page can connect it. */
export function connectable(provider: Provider): boolean {
  if (provider.authType === "local") return rpc.supports("providers.local.models");
  return provider.authType !== "oauth" || rpc.supports("providers.oauth.start");
}

/** Connects a provider in the ways that it allows; a key is offered beside every sign-in. */
export function ConnectForm({ provider, providers, onConnected, onCancel }: Props) {
  const [bySignIn, setBySignIn] = useState(provider.authType === "oauth");
  const withKey =
    provider.authType === "oauth" ? providers.find(({ name }) => name === KEY_INSTEAD[provider.name]) : provider;
  const canSignIn =
    provider.authType === "oauth" || (SIGN_IN_TOO.includes(provider.name) && rpc.supports("providers.oauth.start"));
  const cancel = onCancel ? { onCancel } : {};

  if (provider.authType === "local") return <LocalModels onDone={() => onConnected(provider, undefined)} />;
  return (
    <div class="form-stack">
      {bySignIn || !withKey ? (
        <SignInForm provider={provider} onConnected={() => onConnected(provider, undefined)} {...cancel} />
      ) : (
        <KeyForm
          key={withKey.name}
          provider={withKey}
          onConnected={(found) => onConnected(withKey, found)}
          {...cancel}
        />
      )}
      {canSignIn && withKey && (
        <div class="other-way">
          <span aria-hidden="true">{t("providers:signIn.or")}</span>
          <button type="button" class="link-btn" onClick={() => setBySignIn(!bySignIn)}>
            {bySignIn
              ? t("providers:signIn.keyInstead", { provider: withKey.displayName })
              : t("providers:signIn.instead")}
          </button>
        </div>
      )}
    </div>
  );
}
