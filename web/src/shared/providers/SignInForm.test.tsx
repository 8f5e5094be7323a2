import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeSocket, settled } from "../../test/FakeSocket";
import { rpc } from "../rpc";
import type { MethodName, Provider } from "../rpc/types";
import { SignInForm } from "./SignInForm";

const CODEX: Provider = { name: "openai-codex", displayName: "OpenAI Codex", authType: "oauth", configured: false };

let socket: FakeSocket;
let root: HTMLElement;
let connected: number;

beforeEach(async () => {
  vi.stubGlobal("open", () => null);
  socket = new FakeSocket();
  socket.readyState = 1;
  rpc.socket = socket;
  connected = 0;
  root = document.body.appendChild(document.createElement("div"));
  await act(() => render(<SignInForm provider={CODEX} onConnected={() => connected++} />, root));
});
afterEach(() => {
  act(() => render(null, root));
  root.remove();
  vi.unstubAllGlobals();
});

async function answer(method: MethodName, payload: object): Promise<void> {
  await act(async () => {
    rpc.pending[socket.last(method).id]?.({ ok: true, payload });
    await settled();
  });
}

async function press(name: string): Promise<void> {
  const button = [...root.querySelectorAll("button")].find(({ textContent }) => textContent?.trim() === name);
  if (!button) throw new Error(`There is no button ${name} in: ${root.textContent}`);
  await act(() => button.click());
}

async function begun(): Promise<void> {
  await answer("providers.oauth.status", { provider: CODEX.name, authenticated: false, waiting: false });
  await press("Connect");
  await answer("providers.oauth.start", {
    authUrl: "https://auth.example/authorize",
    problem: "Port 1455 is in use by another program.",
    expiresAt: Date.now() + 600_000,
  });
}

it("offers the sign-in of the Codex command line as what it is", async () => {
  await answer("providers.oauth.status", {
    provider: CODEX.name,
    authenticated: true,
    source: "the Codex command line (/home/me/.codex/auth.json)",
  });
  expect(root.textContent).toContain("The Codex command line is signed in on this machine");

  await press("Use this sign-in");
  expect(socket.last("providers.oauth.start").params).not.toHaveProperty("force");
  await answer("providers.oauth.start", { alreadyAuthenticated: true });

  expect(connected).toBe(1);
});

it("says that the page was not opened and that nobody will hear the callback, and shows both ways on", async () => {
  await begun();

  expect(root.textContent).toContain("The browser did not open the page by itself.");
  expect(root.textContent).toContain("Port 1455 is in use");
  expect(root.querySelector("a.provider-btn")?.getAttribute("href")).toBe("https://auth.example/authorize");
  expect(root.querySelector("input")?.labels?.[0]?.textContent).toBe("Did it end on a page that cannot be opened?");
});

it("asks nobody about a pasted text that cannot be it", async () => {
  await begun();
  await press("Submit Callback");

  expect(root.querySelector("[role=alert]")?.textContent).toContain("must hold code= and state=");
  expect(root.querySelector("input")?.getAttribute("aria-invalid")).toBe("true");
  expect(socket.sent.map(({ method }) => method)).not.toContain("providers.oauth.complete");
});

it("keeps the focus in the form when what had it is gone", async () => {
  await answer("providers.oauth.status", { provider: CODEX.name, authenticated: false });
  root.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  await press("Connect");
  await answer("providers.oauth.start", { authUrl: "https://auth.example/authorize" });
  expect(document.activeElement?.textContent).toContain("auth.example");

  await press("Cancel");
  expect(document.activeElement?.textContent).toBe("Connect");
  expect(connected).toBe(0);
});
