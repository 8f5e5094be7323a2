import { beforeEach, describe, expect, it } from "vitest";
import { canonicalise, chatPath, navigate, parse, path } from "./router";

beforeEach(() => {
  localStorage.clear();
  navigate("/chats/main", { replace: true });
});

describe("addresses", () => {
  it.each([
    ["/chats/main", { page: "chat", sessionKey: "main" }],
    ["/chats/session/ab-1", { page: "chat", sessionKey: "session:ab-1" }],
    ["/chats/session/ab-1/", { page: "chat", sessionKey: "session:ab-1" }],
    ["/chats/matrix/home/!room%3Aexample.org", { page: "chat", sessionKey: "matrix:home:!room:example.org" }],
    ["/settings", { page: "settings", section: "profile", sub: undefined }],
    ["/settings/agents/new", { page: "settings", section: "agents", sub: "new" }],
    ["/settings/identity", { page: "settings", section: "profile", sub: undefined }],
    ["/settings/tailscale", { page: "settings", section: "remote-access", sub: undefined }],
    ["/monitoring/charts", { page: "settings", section: "monitoring", sub: "charts" }],
    ["/nowhere", { page: "unknown" }],
  ])("%s", (address, expected) => {
    expect(parse(address)).toEqual(expected);
  });

  it("survive a broken escape", () => {
    expect(parse("/chats/session/%E0%A4%A")).toEqual({ page: "chat", sessionKey: "session:%E0%A4%A" });
  });

  it("lead back to the session they were made of", () => {
    for (const key of ["main", "session:1", "cron:a b", "matrix:home:!r", "x:ä/ö"]) {
      expect(parse(chatPath(key))).toEqual({ page: "chat", sessionKey: key });
    }
  });

  it("use the session that was open last", () => {
    localStorage.setItem("moltis-session", "session:7");
    expect(parse("/")).toEqual({ page: "chat", sessionKey: "session:7" });
  });
});

describe("the canonical address", () => {
  it("replaces / by the session", () => {
    navigate("/");
    canonicalise(() => true);
    expect(path.value).toBe("/chats/main");
  });

  it("replaces an unknown or hidden section by the profile", () => {
    navigate("/settings/unknown");
    canonicalise((section) => section === "profile");
    expect(path.value).toBe("/settings/profile");
  });

  it("leaves a stand-alone page alone", () => {
    navigate("/skills");
    canonicalise(() => true);
    expect(path.value).toBe("/skills");
  });

  it("never lets a query do anything (incident 1)", () => {
    history.replaceState(
      null,
      "",
      "/chats/main?gatewayUrl=wss://evil.example&q=send+me&prompt=x&token=t&session=other",
    );
    expect(parse(location.pathname)).toEqual({ page: "chat", sessionKey: "main" });
  });
});
