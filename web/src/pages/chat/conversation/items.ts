import type { Signal } from "@preact/signals";
import type { ChannelMeta, ChatErrorInfo, DocumentRef, TokenUse } from "../../../shared/rpc/types";

/** One thing in a conversation. An item is replaced when it changes, except for the text of a running answer. */
export type Item = UserItem | AnswerItem | ToolItem | NoticeItem | ErrorItem | ApprovalItem | QuestionItem;

interface Common {
  /** Stays the same for as long as the item is on the screen. */
  key: string;
  /** The number of the line in the stored transcript, once it is known. */
  index: number | undefined;
  /** Where it stands: its index, or for what is not stored (yet) a place after the last stored line. */
  place: number;
  at: number | undefined;
  runId: string | undefined;
}

export interface UserItem extends Common {
  kind: "user";
  text: string;
  images: readonly string[];
  documents: readonly DocumentRef[];
  channel: ChannelMeta | undefined;
  /** `waiting`: the line is down, it is sent when it is back. `failed`: the gateway refused it. */
  delivery: "sent" | "sending" | "waiting" | "failed";
  /** The key under which it was sent, by this page or another. */
  outboxId: string | undefined;
  error: string | undefined;
  seq: number | undefined;
}

export interface AnswerMeta extends TokenUse {
  model: string | undefined;
  provider: string | undefined;
  durationMs: number | undefined;
}

export interface AnswerItem extends Common {
  kind: "answer";
  text: string;
  /** The text while it grows, and afterwards what it grew to: the page keeps drawing the same nodes. */
  live: Signal<string> | undefined;
  running: boolean;
  reasoning: string | undefined;
  thoughtMs: number | undefined;
  meta: AnswerMeta | undefined;
  /** The person stopped it, or the line to the model broke. */
  partial: boolean;
}

export interface ToolItem extends Common {
  kind: "tool";
  callId: string;
  name: string;
  args: unknown;
  executionMode: string | undefined;
  status: "running" | "ok" | "failed" | "retry" | "stopped";
  result: unknown;
  error: string | undefined;
  startedAt: number | undefined;
  tookMs: number | undefined;
  reasoning: string | undefined;
  thoughtMs: number | undefined;
}

export interface NoticeItem extends Common {
  kind: "notice";
  tone: "plain" | "compaction" | "sandbox";
  title: string | undefined;
  text: string;
}

export interface ErrorItem extends Common {
  kind: "error";
  error: ChatErrorInfo;
  canContinue: boolean;
}

export interface ApprovalItem extends Common {
  kind: "approval";
  requestId: string;
  command: string;
  host: string | undefined;
  cwd: string | undefined;
  expiresAt: number;
  decision: string | undefined;
}

/** The turn waits for the person. */
export interface QuestionItem extends Common {
  kind: "question";
  questionId: string;
  title: string;
  text: string;
  choices: readonly { id: string; label: string }[];
  deadline: number;
  closed: boolean;
  chosen: string | undefined;
}

/** Puts items into the order of the transcript; equals keep the order in which they came. */
export function inPlace(items: readonly Item[]): Item[] {
  return items
    .map((item, order) => ({ item, order }))
    .sort((a, b) => a.item.place - b.item.place || a.order - b.order)
    .map(({ item }) => item);
}

/**
 * Joins a stored page with what the screen shows. The page tells the truth about its lines; items keep their keys, so
 * that nothing is drawn anew, and what the page cannot know yet (sending, running, failed) stays.
 */
export function join(shown: readonly Item[], page: readonly Item[]): Item[] {
  const byIndex = new Map<number, Item>();
  for (const item of shown) if (item.index !== undefined) byIndex.set(item.index, item);
  const used = new Set<Item>();
  const stored = page.map((fresh) => {
    const held =
      (fresh.index === undefined ? undefined : byIndex.get(fresh.index)) ??
      shown.find((item) => !used.has(item) && same(item, fresh));
    if (!held || held.kind !== fresh.kind) return fresh;
    used.add(held);
    return adopt(held, fresh);
  });
  const first = stored[0]?.place ?? Number.POSITIVE_INFINITY;
  const last = stored.at(-1)?.place ?? Number.NEGATIVE_INFINITY;
  const rest = shown
    .filter((item) => !used.has(item) && (item.index === undefined || item.index < first || item.index > last))
    // What is still to be sent was perhaps put here before anything stored was known; it belongs behind all of it.
    .map((item) =>
      item.kind === "user" && item.delivery !== "sent" && item.place < last ? { ...item, place: last + 0.5 } : item,
    );
  return inPlace([...stored, ...rest]);
}

/** Whether an item that has no index yet is the stored line. */
function same(held: Item, fresh: Item): boolean {
  if (held.index !== undefined) return false;
  if (held.kind === "tool" && fresh.kind === "tool") return held.callId === fresh.callId;
  if (held.kind === "user" && fresh.kind === "user") {
    if (held.outboxId !== undefined && fresh.outboxId !== undefined) return held.outboxId === fresh.outboxId;
    if (held.text !== fresh.text) return false;
    return (
      (held.runId !== undefined && held.runId === fresh.runId) || (held.seq !== undefined && held.seq === fresh.seq)
    );
  }
  if (held.kind === "answer" && fresh.kind === "answer") {
    return (
      held.runId !== undefined &&
      held.runId === fresh.runId &&
      fresh.text.trim().startsWith(held.text.trim().slice(0, 80))
    );
  }
  return held.kind === "notice" && fresh.kind === "notice" && held.text === fresh.text;
}

function adopt(held: Item, fresh: Item): Item {
  if (held.kind === "answer" && fresh.kind === "answer") {
    if (held.live && held.live.peek() !== fresh.text) held.live.value = fresh.text;
    const thoughtMs = held.thoughtMs ?? fresh.thoughtMs;
    if (held.text === fresh.text && !held.running && held.index === fresh.index && held.meta) return held;
    return { ...fresh, key: held.key, live: held.live, thoughtMs, meta: fresh.meta ?? held.meta };
  }
  if (held.kind === "user" && fresh.kind === "user" && held.index === fresh.index && held.delivery === "sent")
    return held;
  if (held.kind === "tool" && fresh.kind === "tool") {
    if (held.index === fresh.index && held.status === fresh.status) return held;
    return {
      ...fresh,
      key: held.key,
      startedAt: held.startedAt,
      tookMs: held.tookMs ?? fresh.tookMs,
      thoughtMs: held.thoughtMs,
    };
  }
  if (held.kind === "notice" && held.index === fresh.index) return held;
  return { ...fresh, key: held.key };
}
