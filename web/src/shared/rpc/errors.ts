import { hasTranslation, type Key, t } from "../i18n";

export interface WireError {
  code?: string;
  message?: string;
  hint?: string;
  details?: unknown;
  retryable?: boolean;
  retryAfterMs?: number;
}

/** A refused or failed request, as a person can read it. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: string;
  readonly hint: string | undefined;
  readonly serverMessage: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(error: WireError, method?: string) {
    const code = error.code ?? "INTERNAL";
    super(sentence(code, error.message, method));
    this.code = code;
    this.serverMessage = error.message;
    this.hint = error.hint ?? hintOf(error.details);
    this.retryAfterMs = error.retryAfterMs;
  }

  /** The line was the reason, not the request: it may be sent again when the line is back. */
  get offline(): boolean {
    return this.code === "DISCONNECTED" || this.code === "NOT_CONNECTED";
  }
}

function hintOf(details: unknown): string | undefined {
  if (typeof details !== "object" || details === null || !("hint" in details)) return undefined;
  return typeof details.hint === "string" ? details.hint : undefined;
}

/** Our own codes are told in our words; the server's sentences say more than its codes and are kept. */
function sentence(code: string, message: string | undefined, method: string | undefined): string {
  const key = `errors:codes.${code}` as Key;
  if (code === "TIMEOUT" && method) return `${t("errors:codes.TIMEOUT")} (${method})`;
  if (message) return message;
  return hasTranslation(key) ? t(key) : t("errors:codes.INTERNAL");
}

/** The text of anything that was thrown; never an object dump. */
export function messageOf(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  if (typeof error === "string" && error) return error;
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    return error.message;
  }
  return t("errors:codes.INTERNAL");
}

export function hintOfError(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "hint" in error && typeof error.hint === "string"
    ? error.hint
    : undefined;
}
