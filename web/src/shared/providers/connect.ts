import { type Key, t } from "../i18n";
import { uuid } from "../ids";
import { rpc } from "../rpc";
import type { Provider, ValidationResult } from "../rpc/types";

export type FoundModel = NonNullable<ValidationResult["models"]>[number];

export interface Credentials {
  apiKey: string;
  baseUrl: string;
  model: string;
}

export const NO_CREDENTIALS: Credentials = { apiKey: "", baseUrl: "", model: "" };

const VALIDATION_MS = 60_000;

/** What is missing or malformed, before anybody is asked. */
export function problem(provider: Provider, { apiKey, baseUrl, model }: Credentials): Key | undefined {
  if (provider.authType === "api-key" && !provider.keyOptional && !provider.configured && !apiKey.trim())
    return "providers:error.keyRequired";
  if (provider.requiresModel && !model.trim() && !provider.configured) return "providers:error.modelRequired";
  return baseUrl.trim() ? endpointProblem(baseUrl.trim()) : undefined;
}

export function endpointProblem(text: string): Key | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "providers:error.endpoint";
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return "providers:error.endpoint";
  if (/\/(chat\/completions|responses)\/?$/.test(url.pathname)) return "providers:error.endpointPath";
  return undefined;
}

function filled({ apiKey, baseUrl, model }: Credentials) {
  return {
    ...(apiKey.trim() ? { apiKey: apiKey.trim() } : {}),
    ...(baseUrl.trim() ? { baseUrl: baseUrl.trim() } : {}),
    ...(model.trim() ? { model: model.trim() } : {}),
  };
}

/**
 * Tries credentials without keeping them.
 *
 * @param progress is told what is being done, from 0 to 1
 * @throws if they do not work; the message says why
 */
export async function validate(
  provider: string,
  credentials: Credentials,
  progress: (part: number, message: string) => void = () => {},
): Promise<FoundModel[]> {
  const requestId = uuid();
  const off = rpc.on("providers.validate.progress", (event) => {
    if (event.requestId === requestId) progress(PARTS[event.phase ?? ""] ?? 0.5, event.message ?? "");
  });
  try {
    progress(0.08, "");
    const result = await rpc.call(
      "providers.validate_key",
      { provider, ...filled(credentials), requestId },
      { timeoutMs: VALIDATION_MS },
    );
    if (!result.valid) throw new Error(result.error ?? t("providers:error.refused"));
    return result.models ?? [];
  } finally {
    off();
  }
}

const PARTS: Readonly<Record<string, number>> = {
  start: 0.24,
  candidates_discovered: 0.5,
  probe_started: 0.7,
  complete: 1,
  error: 0.98,
};

export function save(provider: string, credentials: Credentials): Promise<unknown> {
  return rpc.call("providers.save_key", { provider, ...filled(credentials) }, { timeoutMs: VALIDATION_MS });
}

/** Connects any server that speaks the OpenAI protocol. What does not work is not kept. */
export async function addCustom(
  credentials: Credentials,
): Promise<{ provider: string; name: string; models: FoundModel[] }> {
  const added = await rpc.call(
    "providers.add_custom",
    {
      baseUrl: credentials.baseUrl.trim(),
      apiKey: credentials.apiKey.trim(),
      ...(credentials.model.trim() ? { model: credentials.model.trim() } : {}),
    },
    { timeoutMs: VALIDATION_MS },
  );
  try {
    const models = await validate(added.providerName, credentials);
    return { provider: added.providerName, name: added.displayName, models };
  } catch (error) {
    await rpc.call("providers.remove_key", { provider: added.providerName }).catch(() => {});
    throw error;
  }
}

/** The models of a connected provider, the best first. */
export async function modelsOf(provider: string): Promise<FoundModel[]> {
  const all = await rpc.call("models.list_all", {}, { timeoutMs: VALIDATION_MS });
  return all
    .filter((model) => model.provider === provider && !model.id.includes("@reasoning-"))
    .map((model) => ({ ...model, recommended: model.recommended ?? false }));
}
