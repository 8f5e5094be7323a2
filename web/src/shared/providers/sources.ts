import { languageTag, t } from "../i18n";
import type { Provider, SignInLabel } from "../rpc/types";

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

/** A place that holds a credential, in two or three words. */
export function placeName(text: string): string {
  const source = sourceOf(text);
  switch (source.kind) {
    case "config":
      return "moltis.toml";
    case "saved":
      return t("providers:place.saved");
    case "variable":
      return source.name;
    case "signIn":
      return t("providers:place.signIn");
    case "codexCli":
      return t("providers:place.codexCli");
    case "other":
      return source.text;
  }
}

export function officialWord(label: SignInLabel): string {
  return t(label.official ? "providers:official.yes" : "providers:official.no");
}

/** `2026-01-31` as people of this language write it. */
export function day(iso: string): string {
  const at = new Date(`${iso}T12:00:00`);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleDateString(languageTag.value, { dateStyle: "medium" });
}

/** What goes and what stays when a provider is disconnected. */
export function removal(provider: Provider): string {
  const source = provider.keySource ? sourceOf(provider.keySource) : undefined;
  const others = (provider.keySources ?? []).filter(({ used }) => !used).map((other) => placeName(other.source));
  return [
    whatGoes(provider, source),
    others.length > 0 ? t("providers:remove.others", { places: others.join(", ") }) : "",
    t("providers:remove.models"),
  ]
    .filter(Boolean)
    .join(" ");
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
