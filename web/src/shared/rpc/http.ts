import { t } from "../i18n";
import { authChanged } from "./auth-changes";

export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string | undefined,
    /** Seconds until it may be tried again. */
    readonly retryAfter: number | undefined,
    /** The decoded body, for answers that carry more than a sentence. */
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

export interface HttpOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Past every cache. */
  fresh?: boolean;
  /** The answer must arrive even if the page is closed meanwhile. */
  keepalive?: boolean;
  /** A 401 here is an answer, not a lost session. */
  expectUnauthorized?: boolean;
}

const DEFAULT_TIMEOUT_MS = 15_000;

export function getJson<T>(path: string, options: HttpOptions = {}): Promise<T> {
  return request<T>("GET", path, undefined, {}, options);
}

export function sendJson<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body: unknown,
  options: HttpOptions = {},
): Promise<T> {
  return request<T>(method, path, JSON.stringify(body ?? {}), { "Content-Type": "application/json" }, options);
}

export function upload<T>(path: string, file: Blob, headers: Record<string, string>): Promise<T> {
  return request<T>("POST", path, file, headers, { timeoutMs: 300_000 });
}

async function request<T>(
  method: string,
  path: string,
  body: BodyInit | undefined,
  headers: Record<string, string>,
  options: HttpOptions,
): Promise<T> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
      credentials: "same-origin",
      cache: options.fresh ? "no-store" : "default",
      keepalive: options.keepalive ?? false,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const late = timeout.aborted;
    throw new HttpError(
      0,
      late ? "TIMEOUT" : "DISCONNECTED",
      t(late ? "errors:codes.TIMEOUT" : "errors:codes.DISCONNECTED"),
      undefined,
      undefined,
      {},
    );
  }
  if (response.ok) return (await decode(response)) as T;
  if (response.status === 401 && !options.expectUnauthorized) authChanged();
  throw await failure(response);
}

async function decode(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(response.status, "PROTOCOL_ERROR", t("errors:badAnswer"), undefined, undefined, {});
  }
}

async function failure(response: Response): Promise<HttpError> {
  const text = await response.text().catch(() => "");
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) body = parsed as Record<string, unknown>;
  } catch {
    // Some answers are a plain sentence.
  }
  const said = [body["error"], body["message"]].find((value): value is string => typeof value === "string");
  const plain =
    text.length > 0 && text.length < 400 && !text.startsWith("<") && !text.startsWith("{") ? text : undefined;
  const seconds = Number(body["retry_after_seconds"] ?? response.headers.get("Retry-After"));
  return new HttpError(
    response.status,
    typeof body["code"] === "string" ? body["code"] : `HTTP_${response.status}`,
    said ?? plain ?? t("errors:http", { status: response.status }),
    typeof body["hint"] === "string" ? body["hint"] : undefined,
    Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
    body,
  );
}
