import { useEffect, useState } from "preact/hooks";
import type { AuthStatus } from "../../shared/auth";
import { agentName, boot } from "../../shared/boot";
import { t } from "../../shared/i18n";
import { messageOf } from "../../shared/rpc";
import { HttpError, sendJson } from "../../shared/rpc/http";
import { signInWithPasskey } from "./passkey";

export function LoginPage({ status }: { status: AuthStatus | undefined }) {
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useState(0);
  const passkeys = status?.has_passkeys === true;
  const byPassword = status?.has_password !== false || !passkeys;
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);

  async function attempt(signIn: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await signIn();
      location.assign("/");
    } catch (thrown) {
      setBusy(false);
      if (!(thrown instanceof HttpError)) setError(messageOf(thrown));
      else if (thrown.status === 401) setError(t("login:invalid"));
      else if (thrown.status === 429) {
        setError(t("login:wrong"));
        setWait(Math.ceil(thrown.retryAfter ?? 5));
      } else setError(thrown.message || t("login:failed"));
    }
  }

  return (
    <div class="auth-page">
      <main class="auth-card card">
        <h1 class="auth-title">{agentName.value}</h1>
        <p class="auth-subtitle">{t("login:subtitle")}</p>
        {boot.value.vault_status === "sealed" && (
          <div id="vaultBanner" class="alert-warning-text">
            {t("login:vault")}
          </div>
        )}
        {byPassword && (
          <form
            class="form-stack"
            onSubmit={(event) => {
              event.preventDefault();
              void attempt(() => sendJson("POST", "/api/auth/login", { password }, { expectUnauthorized: true }));
            }}
          >
            <div class="field">
              <label class="sr-only" for="login-password">
                {t("login:password")}
              </label>
              <input
                id="login-password"
                class="input"
                type="password"
                autocomplete="current-password"
                placeholder={t("login:placeholder")}
                aria-invalid={error !== undefined}
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            </div>
            <button type="submit" class="provider-btn" disabled={busy || wait > 0 || !password} aria-busy={busy}>
              {wait > 0 ? t("login:retryIn", { seconds: wait }) : t("login:signIn")}
            </button>
          </form>
        )}
        {error && (
          <div class="auth-error alert-error-text" role="alert">
            {error}
          </div>
        )}
        {byPassword && passkeys && <div class="auth-divider">{t("login:or")}</div>}
        {passkeys && (
          <button
            type="button"
            class="provider-btn provider-btn-secondary"
            disabled={busy}
            onClick={() => void attempt(signInWithPasskey)}
          >
            {t("login:passkey")}
          </button>
        )}
      </main>
    </div>
  );
}
