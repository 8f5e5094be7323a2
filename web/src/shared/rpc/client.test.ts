import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket, settled } from "../../test/FakeSocket";
import { AUTH_CHANGED, AUTH_SYNCED } from "./auth-changes";
import { createRpc, type RpcClient } from "./client";
import { RpcError } from "./errors";

let sockets: FakeSocket[];
let rpc: RpcClient;
const newest = () => sockets.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  rpc = createRpc({
    url: () => "ws://gateway/ws/chat",
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
  });
});
afterEach(() => {
  rpc.stop();
  vi.useRealTimers();
});

describe("the handshake", () => {
  it("asks for protocol 4 and is connected only when the subscriptions are in force", async () => {
    rpc.start();
    newest().open();
    await settled();
    expect(newest().last("connect").params).toMatchObject({
      protocol: { min: 3, max: 4 },
      client: { id: "web-chat-ui", mode: "operator" },
    });
    newest().answer("connect", { type: "hello-ok" });
    await settled();
    expect(rpc.status.value).toBe("connecting");
    expect(newest().last("subscribe").params["events"]).toContain("chat");
    newest().answer("subscribe", {});
    await settled();
    expect(rpc.status.value).toBe("connected");
  });

  it("subscribes to a name when its first listener comes later", async () => {
    rpc.start();
    await newest().connect();
    rpc.on("logs.entry", () => {});
    expect(newest().last("subscribe").params["events"]).toEqual(["logs.entry"]);
  });

  it("says refused when the gateway says no, and does not knock again", async () => {
    rpc.start();
    newest().open();
    await settled();
    newest().refuse("connect", { code: "PROTOCOL_ERROR", message: "protocol mismatch" });
    await settled();
    expect(rpc.status.value).toBe("refused");
  });
});

describe("a request", () => {
  it("resolves with the payload", async () => {
    rpc.start();
    await newest().connect();
    const models = rpc.call("models.list", {});
    newest().answer("models.list", [{ id: "a" }]);
    await expect(models).resolves.toEqual([{ id: "a" }]);
  });

  it("rejects with code, sentence and hint", async () => {
    rpc.start();
    await newest().connect();
    const call = rpc.call("models.list", {});
    newest().refuse("models.list", {
      code: "UNAVAILABLE",
      message: "the list is being built",
      details: { hint: "wait" },
    });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ code: "UNAVAILABLE", message: "the list is being built", hint: "wait" });
  });

  it("names the method when it takes too long, and stays connected", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    rpc.start();
    await newest().connect();
    const call = rpc.call("models.list", {}).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await call).toMatchObject({ code: "TIMEOUT", message: expect.stringContaining("models.list") });
    expect(warn.mock.calls[0]?.[0]).toContain("RPC request timed out: models.list");
    expect(rpc.status.value).toBe("connected");
  });

  it("fails at once when there is no line", async () => {
    await expect(rpc.call("models.list", {})).rejects.toMatchObject({ code: "NOT_CONNECTED" });
  });

  it("fails when sending throws", async () => {
    rpc.start();
    await newest().connect();
    newest().send = () => {
      throw new Error("closed");
    };
    await expect(rpc.call("models.list", {})).rejects.toMatchObject({ message: "Request failed" });
  });

  it("goes to a socket that took the place of the first", async () => {
    rpc.start();
    await newest().connect();
    const other = new FakeSocket();
    other.readyState = 1;
    rpc.socket = other;
    void rpc.call("models.list", {}).catch(() => {});
    expect(other.last("models.list")).toBeDefined();
  });

  it("reports a lost sign-in once until it was looked after", async () => {
    const changed = vi.fn();
    window.addEventListener(AUTH_CHANGED, changed);
    rpc.start();
    await newest().connect();
    for (let round = 0; round < 2; round++) {
      const call = rpc.call("models.list", {}).catch(() => {});
      newest().refuse("models.list", { code: "UNAUTHORIZED" });
      await call;
    }
    expect(changed).toHaveBeenCalledTimes(1);
    window.dispatchEvent(new Event(AUTH_SYNCED));
    const call = rpc.call("models.list", {}).catch(() => {});
    newest().refuse("models.list", { code: "UNAUTHORIZED" });
    await call;
    expect(changed).toHaveBeenCalledTimes(2);
    window.removeEventListener(AUTH_CHANGED, changed);
  });
});

describe("a lost line", () => {
  it("ends what was pending and comes back with growing pauses", async () => {
    rpc.start();
    await newest().connect();
    const call = rpc.call("models.list", {}).catch((error: unknown) => error);
    newest().close();
    expect(await call).toMatchObject({ code: "DISCONNECTED" });
    expect(rpc.status.value).toBe("waiting");
    await vi.advanceTimersByTimeAsync(999);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
    newest().close();
    await vi.advanceTimersByTimeAsync(1_499);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(3);
  });

  it("subscribes again and tells that it is back", async () => {
    const connected = vi.fn();
    rpc.onConnected(connected);
    rpc.start();
    await newest().connect();
    newest().close();
    await vi.advanceTimersByTimeAsync(1_000);
    await newest().connect();
    expect(newest().last("subscribe").params["events"]).toContain("chat");
    expect(connected.mock.calls).toEqual([[false], [true]]);
  });

  it("is tried at once when somebody asks", async () => {
    rpc.start();
    await newest().connect();
    newest().close();
    rpc.retryNow();
    expect(sockets).toHaveLength(2);
  });

  it("ignores the late end of a socket that was replaced", async () => {
    rpc.start();
    await newest().connect();
    const first = newest();
    first.close();
    rpc.retryNow();
    await newest().connect();
    first.onclose?.(new Event("close") as CloseEvent);
    expect(rpc.status.value).toBe("connected");
  });
});

describe("events", () => {
  it("reach their listeners until these leave", async () => {
    const listener = vi.fn();
    rpc.start();
    await newest().connect();
    const off = rpc.on("tick", listener);
    newest().event("tick", { ts: 1 });
    off();
    newest().event("tick", { ts: 2 });
    expect(listener.mock.calls).toEqual([[{ ts: 1 }]]);
  });

  it("go on to the next listener when one fails", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const listener = vi.fn();
    rpc.start();
    await newest().connect();
    rpc.on("tick", () => {
      throw new Error("bug");
    });
    rpc.on("tick", listener);
    newest().event("tick", {});
    expect(listener).toHaveBeenCalledOnce();
  });

  it("answers a request of the gateway that nobody handles", async () => {
    rpc.start();
    await newest().connect();
    newest().receive({ type: "req", id: "srv-1", method: "ui.blink" });
    expect(newest().sent.at(-1)).toMatchObject({
      type: "res",
      id: "srv-1",
      ok: false,
      error: { code: "UNKNOWN_METHOD" },
    });
  });
});
