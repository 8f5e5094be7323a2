import * as sessions from "../../../sessions/store";
import { rpc } from "../../../shared/rpc";
import { getJson } from "../../../shared/rpc/http";
import type { HistoryPage } from "../../../shared/rpc/types";
import { Conversation, type Line } from "./conversation";
import * as outbox from "./outbox";

const KEPT = 8;

const line: Line = {
  send: (params) => rpc.call("chat.send", params, { timeoutMs: 30_000 }),
  async open(key) {
    const state = await rpc.call("sessions.switch", { key, include_history: false }, { timeoutMs: 15_000 });
    if (state.entry) sessions.upsert({ ...state.entry, key });
    return state;
  },
  page: (key, { limit, cursor }) =>
    getJson<HistoryPage>(
      `/api/sessions/${encodeURIComponent(key)}/history?limit=${limit}${cursor === undefined ? "" : `&cursor=${cursor}`}`,
    ),
  abort: (sessionKey, runId) =>
    rpc.call("chat.abort", { sessionKey, ...(runId ? { runId } : {}) }, { timeoutMs: 15_000 }),
  queued: async (sessionKey) => (await rpc.call("chat.queued", { sessionKey })).queued,
  editQueued: async (sessionKey, id, text) => (await rpc.call("chat.edit_queued", { sessionKey, id, text })).edited,
  cancelQueued: (sessionKey, id) => rpc.call("chat.cancel_queued", { sessionKey, ...(id === undefined ? {} : { id }) }),
};

const held = new Map<string, Conversation>();

/** The conversation of a session; the latest few are kept, and every one that runs. */
export function conversation(key: string): Conversation {
  const known = held.get(key) ?? new Conversation(key, line);
  held.delete(key);
  held.set(key, known);
  for (const [old, entry] of held) {
    if (held.size <= KEPT) break;
    if (old !== key && old !== sessions.activeKey.peek() && !entry.running.peek()) held.delete(old);
  }
  return known;
}

/** Follows the gateway. @returns stops following */
export function start(): () => void {
  const offs = [
    rpc.on("chat", (event) => {
      if (!event.sessionKey) return;
      const known = held.get(event.sessionKey);
      if (known) known.apply(event);
    }),
    rpc.on("exec.approval.requested", (request) => {
      const key = request.sessionKey ?? sessions.activeKey.peek();
      if (key) conversation(key).askApproval(request);
    }),
    rpc.on("exec.approval.resolved", ({ requestId, decision }) => {
      for (const known of held.values()) known.approvalResolved(requestId, decision);
    }),
    rpc.onConnected((again) => {
      const active = sessions.activeKey.peek();
      for (const [key, known] of held) {
        if (key !== active && known.opened.peek()) held.delete(key);
      }
      if (again && active) void conversation(active).open();
      for (const key of outbox.sessionsWaiting()) if (key !== active) void conversation(key).open();
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}
