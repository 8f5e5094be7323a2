import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { boot } from "../shared/boot";
import { t } from "../shared/i18n";
import { uuid } from "../shared/ids";
import { chatPath, navigate, route } from "../shared/router";
import { rpc } from "../shared/rpc";
import type { ChatEvent } from "../shared/rpc/events";
import { getJson, sendJson } from "../shared/rpc/http";
import type { SessionPage, SessionRow } from "../shared/rpc/types";
import { read, write } from "../shared/storage";
import { confirm } from "../shared/ui/Dialog";
import { toast, toastError } from "../shared/ui/toasts";

export const MAIN = "main";
const PAGE = 40;
const LONGEST_REFRESH = 200;
const UNDO_MS = 8_000;

const rows = signal<readonly SessionRow[]>(boot.peek().sessions_recent ?? []);
const unreadKeys = signal<ReadonlySet<string>>(new Set());
const replyingKeys = signal<ReadonlySet<string>>(new Set());
/** Deleted on the screen; the gateway is told when the time to undo is over. */
const leaving = signal<ReadonlyMap<string, () => void>>(new Map());
const nextCursor = signal<number | string | null | undefined>(undefined);
const loading = signal(false);
const failed = signal<unknown>(undefined);

export type Tab = "sessions" | "cron";
export const tab = signal<Tab>(read("moltis-session-tab") === "cron" ? "cron" : "sessions");
export const showArchived = signal(read("moltis-show-archived-sessions") === "true");
export const sessions: ReadonlySignal<readonly SessionRow[]> = rows;
export const isLoading: ReadonlySignal<boolean> = loading;
export const loadError: ReadonlySignal<unknown> = failed;
export const hasMore = computed(() => nextCursor.value !== null && nextCursor.value !== undefined);
export const activeKey = computed(() => (route.value.page === "chat" ? route.value.sessionKey : undefined));

export interface ListedSession {
  row: SessionRow;
  depth: number;
}

export const isCron = (key: string): boolean => key.startsWith("cron:");
export const hasCron = computed(() => rows.value.some((row) => isCron(row.key)));

/** The rows of the open tab, forks below their parents. */
export const listed = computed<readonly ListedSession[]>(() => {
  const shown = rows.value.filter(
    (row) =>
      isCron(row.key) === (tab.value === "cron") &&
      !leaving.value.has(row.key) &&
      (showArchived.value || !row.archived || row.key === activeKey.value),
  );
  return nest(inOrder(shown));
});

export function byKey(key: string): SessionRow | undefined {
  return rows.value.find((row) => row.key === key);
}

export function isUnread(row: SessionRow): boolean {
  if (row.key === activeKey.value) return false;
  return unreadKeys.value.has(row.key) || (row.messageCount ?? 0) > (row.lastSeenMessageCount ?? row.messageCount ?? 0);
}

export function isReplying(key: string): boolean {
  return replyingKeys.value.has(key);
}

export function title(row: SessionRow | undefined, key: string): string {
  const label = row?.label?.trim();
  if (label) return label;
  if (key === MAIN) return t("sessions:main");
  if (isCron(key)) return key.slice("cron:".length);
  return row?.preview?.trim().split("\n")[0]?.slice(0, 60) || t("sessions:untitled");
}

/** `main` first, then what was used last. */
export function inOrder(list: readonly SessionRow[]): SessionRow[] {
  return [...list].sort(
    (a, b) =>
      Number(b.key === MAIN) - Number(a.key === MAIN) ||
      (b.updatedAt ?? 0) - (a.updatedAt ?? 0) ||
      (b.createdAt ?? 0) - (a.createdAt ?? 0) ||
      a.key.localeCompare(b.key),
  );
}

/** Forks follow their parent when it is in the list; a fork whose parent is gone stands by itself. */
export function nest(list: readonly SessionRow[]): ListedSession[] {
  const keys = new Set(list.map((row) => row.key));
  const children = new Map<string, SessionRow[]>();
  const roots: SessionRow[] = [];
  for (const row of list) {
    const parent = row.parentSessionKey;
    if (parent && parent !== row.key && keys.has(parent)) children.set(parent, [...(children.get(parent) ?? []), row]);
    else roots.push(row);
  }
  const result: ListedSession[] = [];
  const placed = new Set<string>();
  const place = (row: SessionRow, depth: number) => {
    if (placed.has(row.key)) return;
    placed.add(row.key);
    result.push({ row, depth });
    for (const child of children.get(row.key) ?? []) place(child, depth + 1);
  };
  for (const row of roots) place(row, 0);
  for (const row of list) place(row, 0);
  return result;
}

// ---- loading

let localChanges = 0;
let refreshTimer: ReturnType<typeof setTimeout> | undefined;

/** Loads the newest part of the list again; what is known only here survives. */
export async function refresh(): Promise<void> {
  const before = localChanges;
  loading.value = true;
  try {
    const limit = Math.max(PAGE, Math.min(rows.peek().length, LONGEST_REFRESH));
    const page = asPage(await getJson<SessionPage | SessionRow[]>(`/api/sessions?limit=${limit}`));
    if (before !== localChanges) {
      refreshSoon();
      return;
    }
    const fresh = new Set(page.sessions.map((row) => row.key));
    const oldest = page.hasMore
      ? Math.min(...page.sessions.map((row) => row.updatedAt ?? 0))
      : Number.NEGATIVE_INFINITY;
    const beyond = rows.peek().filter((row) => !fresh.has(row.key) && (row.updatedAt ?? 0) < oldest);
    rows.value = [...page.sessions.map(merged), ...beyond];
    replyingKeys.value = new Set([
      ...[...replyingKeys.peek()].filter((key) => !fresh.has(key)),
      ...page.sessions.filter((row) => row.replying ?? replyingKeys.peek().has(row.key)).map((row) => row.key),
    ]);
    if (beyond.length === 0) nextCursor.value = page.hasMore ? page.nextCursor : null;
    failed.value = undefined;
  } catch (error) {
    failed.value = error;
  } finally {
    loading.value = false;
  }
}

export function refreshSoon(): void {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(() => void refresh(), 300);
}

export async function loadMore(): Promise<void> {
  const cursor = nextCursor.peek();
  if (loading.peek() || cursor === null || cursor === undefined) return;
  loading.value = true;
  try {
    const page = asPage(await getJson<SessionPage>(`/api/sessions?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`));
    const known = new Set(rows.peek().map((row) => row.key));
    rows.value = [...rows.peek(), ...page.sessions.filter((row) => !known.has(row.key))];
    nextCursor.value = page.hasMore ? page.nextCursor : null;
  } catch (error) {
    failed.value = error;
  } finally {
    loading.value = false;
  }
}

function asPage(answer: SessionPage | SessionRow[]): SessionPage {
  return Array.isArray(answer) ? { sessions: answer, hasMore: false, nextCursor: null } : answer;
}

/** What the list says, unless something newer is known. What was seen here stays seen. */
function merged(fresh: SessionRow): SessionRow {
  const held = rows.peek().find((row) => row.key === fresh.key);
  if (!held) return fresh;
  if ((held.version ?? 0) > (fresh.version ?? 0)) return held;
  return { ...fresh, lastSeenMessageCount: Math.max(held.lastSeenMessageCount ?? 0, fresh.lastSeenMessageCount ?? 0) };
}

// ---- changes

export function upsert(row: Partial<SessionRow> & { key: string }): void {
  localChanges++;
  const held = rows.peek().find((known) => known.key === row.key);
  if (!held) {
    rows.value = [{ createdAt: Date.now(), updatedAt: Date.now(), messageCount: 0, ...row }, ...rows.peek()];
    return;
  }
  if (row.version !== undefined && held.version !== undefined && row.version < held.version) return;
  rows.value = rows.peek().map((known) => (known === held ? { ...held, ...row } : known));
}

function forget(key: string): void {
  localChanges++;
  rows.value = rows.peek().filter((row) => row.key !== key);
  setReplying(key, false);
}

/** Opens a new, empty conversation. The gateway learns of it with the first message. */
export function create(): string {
  const key = `session:${uuid()}`;
  upsert({ key });
  if (tab.peek() !== "sessions") setTab("sessions");
  open(key);
  return key;
}

export function open(key: string): void {
  navigate(chatPath(key));
}

export async function rename(key: string, label: string): Promise<void> {
  const before = byKey(key)?.label ?? null;
  upsert({ key, label });
  try {
    upsert({ key, ...(await rpc.call("sessions.patch", { key, label })) });
  } catch (error) {
    upsert({ key, label: before });
    toastError(error);
  }
}

export async function generateTitle(key: string): Promise<void> {
  try {
    const { label } = await rpc.call("sessions.generate_title", { key }, { timeoutMs: 60_000 });
    if (label) upsert({ key, label });
  } catch (error) {
    toastError(error);
  }
}

export function isArchivable(row: SessionRow): boolean {
  return row.archived === true || !row.activeChannel;
}

export async function setArchived(key: string, archived: boolean): Promise<void> {
  upsert({ key, archived });
  const wasActive = activeKey.peek() === key;
  if (archived && wasActive && !showArchived.peek()) open(neighbour(key));
  try {
    await rpc.call("sessions.patch", { key, archived });
  } catch (error) {
    upsert({ key, archived: !archived });
    toastError(error);
    return;
  }
  if (archived) {
    toast(t("sessions:archived"), "info", {
      action: {
        label: t("common:actions.undo"),
        run: () => {
          void setArchived(key, false);
          if (wasActive) open(key);
        },
      },
    });
  }
}

/** Takes a session off the screen at once, and out of the gateway when nobody has undone it. */
export function remove(key: string): void {
  const name = title(byKey(key), key);
  const wasActive = activeKey.peek() === key;
  const next = neighbour(key);
  const finish = () => {
    if (!leaving.peek().has(key)) return;
    stay(key);
    forget(key);
    void erase(key, false);
  };
  leaving.value = new Map(leaving.peek()).set(key, finish);
  if (wasActive) open(next);
  toast(t("sessions:deleted", { name }), "info", {
    durationMs: UNDO_MS,
    action: {
      label: t("common:actions.undo"),
      run: () => {
        stay(key);
        if (wasActive) open(key);
      },
    },
    gone: finish,
  });
}

function stay(key: string): void {
  const rest = new Map(leaving.peek());
  rest.delete(key);
  leaving.value = rest;
}

async function erase(key: string, force: boolean): Promise<void> {
  try {
    await rpc.call("sessions.delete", force ? { key, force } : { key }, { timeoutMs: 30_000 });
  } catch (error) {
    if (!force && error instanceof Error && error.message.includes("uncommitted changes")) {
      if (await confirm(t("sessions:deleteForce"), { danger: true, confirm: t("common:actions.delete") }))
        return erase(key, true);
    } else {
      toastError(error);
    }
    refreshSoon();
  }
}

/** Where to go when a session goes away: its parent, else the next one, else the previous one, else `main`. */
export function neighbour(key: string): string {
  const list = listed.peek();
  const parent = byKey(key)?.parentSessionKey;
  if (parent && list.some(({ row }) => row.key === parent)) return parent;
  const at = list.findIndex(({ row }) => row.key === key);
  return (at >= 0 ? (list[at + 1] ?? list[at - 1])?.row.key : undefined) ?? MAIN;
}

export async function fork(key: string, forkPoint?: number, label?: string): Promise<void> {
  try {
    const answer = await rpc.call("sessions.fork", {
      key,
      ...(forkPoint === undefined ? {} : { forkPoint }),
      ...(label ? { label } : {}),
    });
    const child = answer.sessionKey ?? answer.key;
    if (!child) return;
    upsert({ ...answer, key: child, parentSessionKey: key });
    toast(t("sessions:forked"), "success");
    open(child);
  } catch (error) {
    toastError(error);
  }
}

export function setTab(next: Tab): void {
  write("moltis-session-tab", next);
  tab.value = next;
}

export function setShowArchived(next: boolean): void {
  write("moltis-show-archived-sessions", next ? "true" : undefined);
  showArchived.value = next;
}

// ---- what happens elsewhere

export function setReplying(key: string, replying: boolean): void {
  if (replyingKeys.peek().has(key) === replying) return;
  const next = new Set(replyingKeys.peek());
  if (replying) next.add(key);
  else next.delete(key);
  replyingKeys.value = next;
}

export function setUnread(key: string, unread: boolean): void {
  if (unreadKeys.peek().has(key) === unread) return;
  const next = new Set(unreadKeys.peek());
  if (unread) next.add(key);
  else next.delete(key);
  unreadKeys.value = next;
}

/** The conversation was shown up to here. */
export function seen(key: string): void {
  setUnread(key, false);
  const row = byKey(key);
  if (row && row.lastSeenMessageCount !== row.messageCount)
    upsert({ key, lastSeenMessageCount: row.messageCount ?? 0 });
}

/** An answer ended under the reader's eyes; the gateway is told, so that no other device calls it unread. */
function watched(key: string): void {
  seen(key);
  if (document.visibilityState !== "visible") return;
  rpc.call("sessions.switch", { key, include_history: false }).catch(() => {});
}

function onChat(event: ChatEvent): void {
  const key = event.sessionKey;
  if (!key) return;
  switch (event.state) {
    case "thinking":
    case "thinking_text":
    case "running":
    case "retrying":
    case "tool_call_start":
      setReplying(key, true);
      break;
    case "user_message":
    case "channel_user":
      touch(key, event.text);
      if (key !== activeKey.peek()) setUnread(key, true);
      break;
    case "final":
      setReplying(key, false);
      touch(key, event.text);
      if (key !== activeKey.peek()) setUnread(key, true);
      else watched(key);
      break;
    case "error":
    case "aborted":
      setReplying(key, false);
      if (event.partialMessage && key !== activeKey.peek()) setUnread(key, true);
      break;
    case "session_cleared":
      upsert({ key, messageCount: 0, lastSeenMessageCount: 0, preview: null });
      break;
    default:
  }
}

function touch(key: string, text: string | undefined): void {
  const row = byKey(key);
  if (!row) {
    refreshSoon();
    return;
  }
  upsert({
    key,
    updatedAt: Date.now(),
    messageCount: (row.messageCount ?? 0) + 1,
    ...(text?.trim() && !row.preview ? { preview: text.trim().slice(0, 200) } : {}),
  });
}

function onSession(event: {
  kind: string;
  sessionKey: string;
  entry?: Partial<SessionRow>;
  version?: number;
  label?: string;
}): void {
  const key = event.sessionKey;
  if (event.kind === "deleted") {
    const wasActive = activeKey.peek() === key && !leaving.peek().has(key);
    const next = neighbour(key);
    stay(key);
    forget(key);
    if (wasActive) open(next);
  } else if (event.kind === "cleared") {
    refreshSoon();
  } else if (event.entry) {
    upsert({ ...event.entry, key });
  } else if (event.label !== undefined || event.version !== undefined) {
    const held = byKey(key);
    if (event.label !== undefined)
      upsert({ key, label: event.label, ...(event.version === undefined ? {} : { version: event.version }) });
    else if (!held || (held.version ?? -1) < (event.version ?? 0)) refreshSoon();
  } else {
    refreshSoon();
  }
}

/** Follows the gateway. @returns stops following */
export function start(): () => void {
  const offs = [
    rpc.on("chat", onChat),
    rpc.on("session", onSession),
    rpc.onConnected(() => void refresh()),
    activeKey.subscribe((key) => {
      if (!key) return;
      write("moltis-session", key);
      seen(key);
    }),
  ];
  const finishDeletions = () => {
    for (const key of leaving.peek().keys()) {
      void sendJson("POST", "/api/rpc", { method: "sessions.delete", params: { key } }, { keepalive: true }).catch(
        () => {},
      );
    }
  };
  window.addEventListener("pagehide", finishDeletions);
  return () => {
    for (const off of offs) off();
    window.removeEventListener("pagehide", finishDeletions);
  };
}
