import { signal } from "@preact/signals";
import { AUTH_CHANGED, AUTH_SYNCED } from "./rpc/auth-changes";
import { getJson } from "./rpc/http";

export interface AuthStatus {
  setup_required?: boolean;
  setup_complete?: boolean;
  authenticated?: boolean;
  auth_disabled?: boolean;
  setup_code_required?: boolean;
  has_password?: boolean;
  has_passkeys?: boolean;
  localhost_only?: boolean;
  webauthn_available?: boolean;
  passkey_origins?: string[];
}

/** Who the gateway takes us for; unknown until it was asked, and on gateways that do not tell. */
export const authStatus = signal<AuthStatus | undefined>(undefined);

/** @returns the status, or nothing when the gateway cannot be asked */
export async function askAuthStatus(): Promise<AuthStatus | undefined> {
  try {
    authStatus.value = await getJson<AuthStatus>("/api/auth/status", {
      fresh: true,
      expectUnauthorized: true,
      timeoutMs: 5_000,
    });
    return authStatus.value;
  } catch {
    return undefined;
  }
}

/** Where the person must go before the app may be used. */
export function detour(status: AuthStatus | undefined): "/onboarding" | "/login" | undefined {
  if (!status) return undefined;
  if (status.setup_required) return "/onboarding";
  if (status.authenticated === false) return "/login";
  return undefined;
}

/** Leaves for sign-in or set-up when one is due. @returns whether the page may go on */
export async function authAllowsSocket(): Promise<boolean> {
  const target = detour(await askAuthStatus());
  if (!target || location.pathname === target) return true;
  location.assign(target);
  return false;
}

if (typeof window !== "undefined") {
  window.addEventListener(AUTH_CHANGED, () => {
    void authAllowsSocket().finally(() => window.dispatchEvent(new CustomEvent(AUTH_SYNCED)));
  });
}
