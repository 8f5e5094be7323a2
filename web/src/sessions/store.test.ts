import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigate, path } from "../shared/router";
import { rpc } from "../shared/rpc";
import type { SessionRow } from "../shared/rpc/types";
import { FakeSocket, settled } from "../test/FakeSocket";
import * as store from "./store";

let socket: FakeSocket;
let served: SessionRow[];
let off: () => void;

const row = (key: string, more: Partial<SessionRow> = {}): SessionRow => ({
  key,
  updatedAt: 1,
  createdAt: 1,
  messageCount: 0,
  ...more,
});
const keys = () => store.listed.value.map((entry) => entry.row.key);

beforeEach(async () => {
  vi.useFakeTimers();
  localStorage.clear();
  navigate("/chats/main", { replace: true });
  served = [row("main")];
  vi.stubGlobal("fetch", async (address: string) => {
    const url = new URL(address, "http://gateway");
    const limit = Number(url.searchParams.get("limit"));
    const cursor = Number(url.searchParams.get("cursor") ?? 0);
    const sessions = served.slice(cursor, cursor + limit);
    const hasMore = cursor + limit < served.length;
    return new Response(
      JSON.stringify({ sessions, hasMore, nextCursor: hasMore ? cursor + limit : null, total: served.length }),
    );
  });
  socket = new FakeSocket();
  socket.readyState = 1;
  rpc.socket = socket;
  off = store.start();
  store.setShowArchived(false);
  await store.refresh();
});
afterEach(() => {
  off();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the order", () => {
  it("puts main first and then what was used last", () => {
    const list = [row("a", { updatedAt: 1 }), row("main", { updatedAt: 0 }), row("b", { updatedAt: 5 })];
    expect(store.inOrder(list).map((entry) => entry.key)).toEqual(["main", "b", "a"]);
  });

  it("puts forks below their parents, and forks of the deleted by themselves", () => {
    const list = [
      row("a"),
      row("b"),
      row("a1", { parentSessionKey: "a" }),
      row("a11", { parentSessionKey: "a1" }),
      row("x", { parentSessionKey: "gone" }),
    ];
    expect(store.nest(list).map((entry) => [entry.row.key, entry.depth])).toEqual([
      ["a", 0],
      ["a1", 1],
      ["a11", 2],
      ["b", 0],
      ["x", 0],
    ]);
  });

  it("survives sessions that are each other's parents", () => {
    const list = [row("a", { parentSessionKey: "b" }), row("b", { parentSessionKey: "a" })];
    expect(
      store
        .nest(list)
        .map((entry) => entry.row.key)
        .sort(),
    ).toEqual(["a", "b"]);
  });
});

describe("the list", () => {
  it("loads 10,000 sessions page by page without doubles", async () => {
    served = [
      row("main"),
      ...Array.from({ length: 9_999 }, (_, index) => row(`s${index}`, { updatedAt: 20_000 - index })),
    ];
    await store.refresh();
    for (let page = 0; page < 400 && store.hasMore.value; page++) await store.loadMore();
    expect(keys()).toHaveLength(10_000);
    expect(new Set(keys()).size).toBe(10_000);
  });

  it("keeps a session that was made while an old answer was on its way", async () => {
    const refreshing = store.refresh();
    const key = store.create();
    await refreshing;
    expect(keys()).toContain(key);
  });

  it("does not take an older version of a row for news", () => {
    store.upsert(row("s", { label: "new", version: 5 }));
    store.upsert({ key: "s", label: "old", version: 4 });
    expect(store.byKey("s")?.label).toBe("new");
  });
});

describe("what happens to a session", () => {
  it("opens a new one at its own address", () => {
    const key = store.create();
    expect(key).toMatch(/^session:[0-9a-f-]{36}$/);
    expect(path.value).toBe(`/chats/${key.replace(":", "/")}`);
  });

  it("takes the old name back when renaming fails", async () => {
    store.upsert(row("s", { label: "before" }));
    const renaming = store.rename("s", "after");
    expect(store.byKey("s")?.label).toBe("after");
    rpc.pending[socket.last("sessions.patch").id]?.({ ok: false, error: { code: "INTERNAL", message: "disk full" } });
    await renaming;
    expect(store.byKey("s")?.label).toBe("before");
  });

  it("hides an archived session and goes somewhere else", async () => {
    store.upsert(row("s"));
    navigate("/chats/s");
    void store.setArchived("s", true);
    expect(path.value).toBe("/chats/main");
    expect(keys()).not.toContain("s");
    store.setShowArchived(true);
    expect(keys()).toContain("s");
  });

  it("deletes only when nobody has undone it", async () => {
    store.upsert(row("s"));
    store.remove("s");
    expect(keys()).not.toContain("s");
    expect(socket.sent.some((frame) => frame.method === "sessions.delete")).toBe(false);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(socket.last("sessions.delete").params).toEqual({ key: "s" });
    await settled();
  });

  it("goes to the parent of a deleted fork", () => {
    store.upsert(row("p"));
    store.upsert(row("f", { parentSessionKey: "p" }));
    navigate("/chats/f");
    store.remove("f");
    expect(path.value).toBe("/chats/p");
  });
});

describe("unread and running", () => {
  const chat = (payload: unknown) => {
    for (const listener of rpc.listeners["chat"] ?? []) listener(payload as never);
  };

  it("marks an answer in a session that is not on the screen", () => {
    store.upsert(row("s"));
    chat({ sessionKey: "s", state: "thinking" });
    expect(store.isReplying("s")).toBe(true);
    chat({ sessionKey: "s", state: "final", text: "done" });
    expect(store.isReplying("s")).toBe(false);
    expect(store.isUnread(store.byKey("s") as SessionRow)).toBe(true);
    store.open("s");
    expect(store.isUnread(store.byKey("s") as SessionRow)).toBe(false);
  });

  it("tells the gateway that an answer was watched, and does not call it unread later", async () => {
    served = [row("main", { messageCount: 2, lastSeenMessageCount: 0, version: 9 })];
    chat({ sessionKey: "main", state: "final", text: "done" });
    expect(socket.last("sessions.switch").params).toEqual({ key: "main", include_history: false });
    store.upsert({ key: "main", messageCount: 2, lastSeenMessageCount: 2 });
    await store.refresh();
    navigate("/settings/profile");
    expect(store.isUnread(store.byKey("main") as SessionRow)).toBe(false);
  });

  it("keeps its marks when the list is read again", async () => {
    served = [row("main"), row("s")];
    await store.refresh();
    chat({ sessionKey: "s", state: "thinking" });
    served = [row("main"), row("s", { version: 2 })];
    await store.refresh();
    expect(store.isReplying("s")).toBe(true);
  });
});
