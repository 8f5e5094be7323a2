import { t } from "../i18n";
import type { Provider } from "../rpc/types";

/** Where a key or a sign-in comes from. The gateway tells it as a text for people; the page says it in its own words. */
export type Source =
  | { kind: "config" }
  | { kind: "saved" }
  | { kind: "variable"; name: string }
  | { kind: "signIn" }
  | { kind: "codexCli"; file: string | undefined }
  | { kind: "other"; text: string };

export function sourceOf(text: string): Source {
  if (text.startsWith("config")) return { kind: "config" };
  if (text.startsWith("env:")) return { kind: "variable", name: text.slice("env:".length).replace("+", " + ") };
  if (text.endsWith("oauth_tokens.json")) return { kind: "signIn" };
  if (text.endsWith("provider_keys.json")) return { kind: "saved" };
  const codex = /Codex command line(?: \((.*)\))?$|^file:(.*auth\.json)$/.exec(text);
  return codex ? { kind: "codexCli", file: codex[1] ?? codex[2] } : { kind: "other", text };
}

/** How a provider is connected, and why by this and not by something else. */
export function connection(provider: Provider): { how: string; why: string } {
  if (provider.authType === "local") return { how: t("providers:source.local"), why: "" };
  const source = provider.keySource ? sourceOf(provider.keySource) : undefined;
  if (!source || (provider.keyOptional && source.kind === "saved")) {
    return { how: provider.keyOptional ? t("providers:source.none") : "", why: "" };
  }
  switch (source.kind) {
    case "config":
      return { how: t("providers:source.config"), why: t("providers:source.configWhy") };
    case "saved":
      return { how: t("providers:source.saved"), why: t("providers:source.savedWhy") };
    case "variable":
      return { how: t("providers:source.variable", { name: source.name }), why: t("providers:source.variableWhy") };
    case "signIn":
      return { how: t("providers:source.signIn"), why: "" };
    case "codexCli":
      return {
        how: t("providers:source.codexCli"),
        why: source.file
          ? t("providers:source.codexCliWhy", { file: source.file })
          : t("providers:source.codexCliWhyPlain"),
      };
    case "other":
      return { how: source.text, why: "" };
  }
}

/** What goes and what stays when a provider is disconnected. */
export function removal(provider: Provider): string {
  const source = provider.keySource ? sourceOf(provider.keySource) : undefined;
  return [whatGoes(provider, source), t("providers:remove.models", { provider: provider.displayName })].join(" ");
}

function whatGoes(provider: Provider, source: Source | undefined): string {
  const name = { provider: provider.displayName };
  if (provider.authType === "local") return t("providers:remove.local");
  switch (source?.kind) {
    case "config":
      return t("providers:remove.config");
    case "variable":
      return t("providers:remove.variable", { name: source.name });
    case "signIn":
      return t("providers:remove.signIn", name);
    case "codexCli":
      return t("providers:remove.codexCli");
    default:
      return t("providers:remove.saved", name);
  }
}
