/** Who is signed in may have changed; the shell asks the server. Armed again when it has. */
let asking = false;

export const AUTH_CHANGED = "moltis:auth-status-changed";
export const AUTH_SYNCED = "moltis:auth-status-sync-complete";

export function authChanged(): void {
  if (asking) return;
  asking = true;
  window.dispatchEvent(new CustomEvent(AUTH_CHANGED));
}

if (typeof window !== "undefined") {
  window.addEventListener(AUTH_SYNCED, () => {
    asking = false;
  });
}
