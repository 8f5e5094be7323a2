import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket, settled } from "../../test/FakeSocket";
import { rpc } from "../rpc";
import type { ServerEvents } from "../rpc/events";
import type { MethodName } from "../rpc/types";
import { holdsCallback, SignIn, timeLeft } from "./signIn";

let socket: FakeSocket;
let tabs: string[];
let opens: boolean;
let signIn: SignIn;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_000_000);
  socket = new FakeSocket();
  socket.readyState = 1;
  rpc.socket = socket;
  tabs = [];
  opens = true;
  signIn = new SignIn("acme", (url) => {
    tabs.push(url);
    return opens;
  });
});
afterEach(() => {
  signIn.dispose();
  vi.useRealTimers();
});

function answer(method: MethodName, payload: object): void {
  rpc.pending[socket.last(method).id]?.({ ok: true, payload });
}

function refuse(method: MethodName, error: object): void {
  rpc.pending[socket.last(method).id]?.({ ok: false, error });
}

function tell(payload: ServerEvents["providers.updated"]): void {
  for (const listener of rpc.listeners["providers.updated"] ?? []) listener(payload as never);
}

async function started(begun: object): Promise<void> {
  void signIn.start();
  answer("providers.oauth.start", begun);
  await settled();
}

async function polled(status: object): Promise<void> {
  await vi.advanceTimersByTimeAsync(2_000);
  answer("providers.oauth.status", { provider: "acme", authenticated: false, ...status });
  await settled();
}

const BROWSER = { authUrl: "https://login.acme.example/authorize?state=s", expiresAt: 1_600_000 };
const DEVICE = {
  deviceFlow: true,
  userCode: "WDJB-MJHT",
  verificationUri: "https://acme.example/device",
  expiresAt: 1_300_000,
};

describe("a sign-in by browser", () => {
  it("opens the provider's page and waits", async () => {
    await started(BROWSER);

    expect(tabs).toEqual([BROWSER.authUrl]);
    expect(signIn.state.value).toMatchObject({ name: "browser", opened: true, expiresAt: 1_600_000 });
  });

  it("tells where this page can be reached", async () => {
    await started(BROWSER);

    expect(socket.last("providers.oauth.start").params).toEqual({
      provider: "acme",
      redirectUri: `${location.origin}/auth/callback`,
    });
  });

  it("knows that the browser refused to open the page, and opens it when asked", async () => {
    opens = false;
    await started(BROWSER);
    expect(signIn.state.value).toMatchObject({ opened: false });

    opens = true;
    signIn.reopen();
    expect(signIn.state.value).toMatchObject({ opened: true });
  });

  it("is done when the gateway says so, without being asked", async () => {
    await started(BROWSER);

    tell({ provider: "other", signIn: "signed-in" });
    expect(signIn.state.value.name).toBe("browser");
    tell({ provider: "acme", signIn: "signed-in" });
    expect(signIn.state.value.name).toBe("done");
  });

  it("is done when it asks, should the event be missed", async () => {
    await started(BROWSER);
    await polled({ waiting: true });
    expect(signIn.state.value.name).toBe("browser");
    await polled({ waiting: false, authenticated: true });
    expect(signIn.state.value.name).toBe("done");
  });

  it("is not done by an older sign-in that still works while the new one waits", async () => {
    await started(BROWSER);
    await polled({ waiting: true, authenticated: true });
    expect(signIn.state.value.name).toBe("browser");
  });

  it("gives the exchange its time, and then says that it is over", async () => {
    await started(BROWSER);
    await polled({ waiting: false });
    expect(signIn.state.value.name).toBe("finishing");
    for (let second = 0; second <= 32; second += 2) await polled({ waiting: false });
    expect(signIn.state.value.name).toBe("expired");
  });

  it("says what the provider refused", async () => {
    await started(BROWSER);
    await polled({ waiting: false, error: "The plan is too small." });
    expect(signIn.state.value).toEqual({ name: "failed", message: "The plan is too small.", hint: undefined });
  });

  it("is completed by a pasted address, once", async () => {
    await started(BROWSER);
    const pasted = signIn.complete("  http://localhost:1455/auth/callback?code=c&state=s ");
    expect(socket.last("providers.oauth.complete").params).toEqual({
      provider: "acme",
      callback: "http://localhost:1455/auth/callback?code=c&state=s",
    });
    tell({ provider: "acme", signIn: "signed-in" });
    let changes = -1;
    signIn.state.subscribe(() => {
      changes++;
    });
    answer("providers.oauth.complete", { ok: true, provider: "acme" });
    await pasted;

    expect(signIn.state.value.name).toBe("done");
    expect(changes).toBe(0);
  });

  it("goes on after a pasted address that does not fit", async () => {
    await started(BROWSER);
    const pasted = signIn.complete("code#state");
    refuse("providers.oauth.complete", { code: "INVALID_REQUEST", message: "unknown or expired OAuth state" });

    await expect(pasted).rejects.toThrow("unknown or expired OAuth state");
    expect(signIn.state.value.name).toBe("browser");
  });

  it("survives a line that is down for a while", async () => {
    await started(BROWSER);
    await vi.advanceTimersByTimeAsync(2_000);
    refuse("providers.oauth.status", { code: "DISCONNECTED" });
    await settled();
    expect(signIn.state.value.name).toBe("browser");
    await polled({ authenticated: true, waiting: false });
    expect(signIn.state.value.name).toBe("done");
  });
});

describe("a sign-in by device", () => {
  it("shows the code and where to type it, and opens nothing", async () => {
    await started(DEVICE);

    expect(tabs).toEqual([]);
    expect(signIn.state.value).toEqual({
      name: "device",
      code: "WDJB-MJHT",
      link: "https://acme.example/device",
      expiresAt: 1_300_000,
    });
  });

  it("takes the link that already holds the code, where there is one", async () => {
    await started({ ...DEVICE, verificationUriComplete: "https://acme.example/device?user_code=WDJB-MJHT" });
    expect(signIn.state.value).toMatchObject({ link: "https://acme.example/device?user_code=WDJB-MJHT" });
  });

  it("goes on where an earlier page showed the code", async () => {
    const { deviceFlow: _, ...pending } = DEVICE;
    signIn.resume(null);
    expect(signIn.state.value.name).toBe("idle");
    signIn.resume(pending);
    expect(signIn.state.value).toMatchObject({ name: "device", code: "WDJB-MJHT" });
    await polled({ waiting: false, authenticated: true });
    expect(signIn.state.value.name).toBe("done");
  });

  it("shows no link that is not a page", async () => {
    await started({ ...DEVICE, verificationUri: "javascript:alert(1)" });
    expect(signIn.state.value.name).toBe("failed");
  });

  it("is over when its time is", async () => {
    await started({ ...DEVICE, expiresAt: 1_003_000 });
    await polled({ waiting: true });
    expect(signIn.state.value.name).toBe("device");
    await polled({ waiting: true });
    await polled({ waiting: true });
    expect(signIn.state.value.name).toBe("expired");
  });

  it("can be given up, and asks no more", async () => {
    await started(DEVICE);
    signIn.cancel();

    expect(socket.last("providers.oauth.cancel").params).toEqual({ provider: "acme" });
    answer("providers.oauth.cancel", { ok: true, cancelled: true });
    expect(signIn.state.value.name).toBe("idle");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket.sent.filter((frame) => frame.method === "providers.oauth.status")).toEqual([]);
  });
});

describe("a sign-in that cannot begin", () => {
  it("says why and what to do", async () => {
    void signIn.start();
    refuse("providers.oauth.start", { code: "UNAVAILABLE", message: "No answer.", hint: "Try again." });
    await settled();
    expect(signIn.state.value).toEqual({ name: "failed", message: "No answer.", hint: "Try again." });
  });

  it("need not begin when there is one", async () => {
    await started({ alreadyAuthenticated: true });
    expect(signIn.state.value.name).toBe("done");
  });

  it("begins anew when that is wanted", () => {
    void signIn.start(true);
    expect(socket.last("providers.oauth.start").params).toMatchObject({ force: true });
  });
});

describe("what is pasted", () => {
  it.each([
    "http://localhost:1455/auth/callback?code=c&state=s",
    " http://localhost:1455/auth/callback#code=c&state=s\n",
    "?code=c&state=s",
    "code=c&state=s",
    "c0de#st4te",
  ])("completes a sign-in: %s", (text) => expect(holdsCallback(text)).toBe(true));

  it.each([
    "",
    "https://login.acme.example/authorize?state=s",
    "http://localhost:1455/auth/callback?error=access_denied&state=s",
    "http://",
    "hello",
    "#",
    "two words#x",
  ])("does not: %s", (text) => expect(holdsCallback(text)).toBe(false));
});

it("counts down in minutes and seconds, and stops at nothing", () => {
  expect(timeLeft(900_000, 0)).toBe("15:00");
  expect(timeLeft(65_001, 0)).toBe("1:06");
  expect(timeLeft(1_000, 5_000)).toBe("0:00");
});
