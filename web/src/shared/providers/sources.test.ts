import { describe, expect, it } from "vitest";
import type { Provider } from "../rpc/types";
import { connection, removal, sourceOf } from "./sources";

const provider = (more: Partial<Provider>): Provider => ({
  name: "acme",
  displayName: "Acme",
  authType: "api-key",
  configured: true,
  ...more,
});

describe("where a key comes from", () => {
  it.each([
    ["config:[providers.openai].api_key", { kind: "config" }],
    ["file:/home/me/.config/moltis/provider_keys.json", { kind: "saved" }],
    ["env:OPENAI_API_KEY", { kind: "variable", name: "OPENAI_API_KEY" }],
    ["env:MOLTIS_PROVIDER+MOLTIS_API_KEY", { kind: "variable", name: "MOLTIS_PROVIDER + MOLTIS_API_KEY" }],
    ["oauth_tokens.json", { kind: "signIn" }],
    ["file:/home/me/.config/moltis/oauth_tokens.json", { kind: "signIn" }],
    ["the Codex command line (/home/me/.codex/auth.json)", { kind: "codexCli", file: "/home/me/.codex/auth.json" }],
    ["file:/home/me/.codex/auth.json", { kind: "codexCli", file: "/home/me/.codex/auth.json" }],
    ["the Codex command line", { kind: "codexCli", file: undefined }],
    ["a new place", { kind: "other", text: "a new place" }],
  ])("is understood: %s", (text, source) => expect(sourceOf(text)).toEqual(source));
});

describe("how a provider is connected", () => {
  it("says which key wins and why", () => {
    const { how, why } = connection(provider({ keySource: "config:[providers.acme].api_key" }));
    expect(how).toBe("Key from moltis.toml");
    expect(why).toContain("before a key saved here");
  });

  it("says that another program's sign-in is used, and from where", () => {
    const { how, why } = connection(
      provider({ authType: "oauth", keySource: "the Codex command line (/home/me/.codex/auth.json)" }),
    );
    expect(how).toBe("Signed in by the Codex command line");
    expect(why).toContain("/home/me/.codex/auth.json");
  });

  it("needs no key for a server on this machine, although something stands in its place", () => {
    const saved = provider({ keyOptional: true, keySource: "file:/x/provider_keys.json" });
    expect(connection(saved).how).toBe("No key needed");
  });
});

describe("what a disconnect removes", () => {
  it.each([
    [{ keySource: "config:x" }, "stays in moltis.toml"],
    [{ keySource: "env:ACME_API_KEY" }, "ACME_API_KEY stays in the environment"],
    [{ keySource: "file:/x/provider_keys.json" }, "The saved key and address of Acme are deleted"],
    [{ authType: "oauth", keySource: "oauth_tokens.json" }, "Your sign-in at Acme is deleted"],
    [{ authType: "oauth", keySource: "the Codex command line" }, "stays signed in; Moltis stops using it"],
    [{ authType: "local" }, "The setting is removed"],
  ] as [Partial<Provider>, string][])("is told: %o", (more, text) => {
    expect(removal(provider(more))).toContain(text);
    expect(removal(provider(more))).toContain("your conversations stay");
  });
});
