import arrowDown from "lucide:arrow-down";
import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useImperativeHandle, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { messageOf } from "../../../shared/rpc";
import { read } from "../../../shared/storage";
import { Icon } from "../../../shared/ui/Icon";
import type { Conversation } from "../conversation/conversation";
import { Activity } from "./Activity";
import { EmptyConversation } from "./EmptyConversation";
import { Follow, type ScrollState } from "./follow";
import { Row } from "./Row";
import { around, atEnd, carried, downwards, type Range, upwards } from "./windowing";

export interface TranscriptControls {
  /** Brings an item into view. */
  reveal(key: string, options?: { focus?: boolean; align?: "center" | "nearest" }): void;
  toEnd(): void;
  /** Moves the focus by message. */
  step(direction: 1 | -1): void;
  box(): HTMLElement | null;
}

interface Anchor {
  key: string;
  /** From the top edge of the view to the top of the row. */
  offset: number;
}

/** Nearer to an edge than this, more is drawn or loaded. */
const EDGE_PX = 900;

/** Where the reader was in conversations that were left. */
const places = new Map<string, { range: Range; anchor: Anchor }>();

interface Props {
  conversation: Conversation;
  controls: RefObject<TranscriptControls>;
}

/**
 * The messages. Only a part of a long conversation is in the document; the part moves with the reader, and whatever
 * happens above, the row under the reader's eyes stays where it is.
 */
export function Transcript({ conversation, controls }: Props) {
  const items = conversation.items.value;
  const scroller = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const follow = useRef(new Follow(() => read("moltis-auto-scroll") === "always"));
  const below = useRef(signal(false)).current;
  const keys = useRef<readonly string[]>([]);
  const range = useRef<Range>(places.get(conversation.key)?.range ?? atEnd(items.length));
  const anchor = useRef<Anchor | undefined>(places.get(conversation.key)?.anchor);
  const reveal = useRef<{ key: string; focus: boolean; align: "center" | "nearest" }>();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const first = useRef(true);
  if (first.current) {
    first.current = false;
    follow.current.following = anchor.current === undefined;
  }

  const nowKeys = items.map((item) => item.key);
  if (keys.current.length !== nowKeys.length || keys.current.some((key, index) => key !== nowKeys[index])) {
    const wasAtEnd = range.current.to >= keys.current.length;
    const lastIsNew = nowKeys.at(-1) !== keys.current.at(-1);
    const last = items.at(-1);
    if (keys.current.length > 0 && lastIsNew && last?.kind === "user" && last.outboxId && last.delivery === "sending") {
      follow.current.following = true;
      range.current = atEnd(nowKeys.length);
    } else if (keys.current.length > 0 || range.current.to > nowKeys.length || !anchor.current) {
      range.current = carried(range.current, keys.current, nowKeys, wasAtEnd);
      if (lastIsNew && keys.current.length > 0 && !follow.current.following) below.value = true;
    }
    keys.current = nowKeys;
  }
  const { from, to } = range.current;

  function state(box: HTMLElement): ScrollState {
    return { top: box.scrollTop, height: box.scrollHeight, view: box.clientHeight };
  }

  function remember(box: HTMLElement): void {
    const rows = inner.current?.children;
    if (!rows) return;
    const edge = box.getBoundingClientRect().top;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
      else low = middle + 1;
    }
    const row = rows[low];
    const key = row instanceof HTMLElement ? row.dataset["key"] : undefined;
    if (row && key) anchor.current = { key, offset: row.getBoundingClientRect().top - edge };
  }

  function rowOf(key: string): HTMLElement | null {
    return inner.current?.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(key)}"]`) ?? null;
  }

  /** Puts the view where it belongs after the content changed. */
  function place(): void {
    const box = scroller.current;
    if (!box) return;
    const wanted = reveal.current;
    if (wanted) {
      const row = rowOf(wanted.key);
      if (!row) return;
      reveal.current = undefined;
      row.scrollIntoView({
        block:
          wanted.align === "center" && row.offsetHeight < box.clientHeight
            ? "center"
            : wanted.align === "nearest"
              ? "nearest"
              : "start",
      });
      // A dialog that was opened meanwhile keeps the keys that are typed into it.
      if (wanted.focus && !document.querySelector('[aria-modal="true"]')) row.focus({ preventScroll: true });
      remember(box);
      return;
    }
    const atTheEnd = range.current.to >= keys.current.length;
    const target = atTheEnd ? follow.current.resized(state(box)) : undefined;
    if (target !== undefined) {
      box.scrollTop = target;
      below.value = false;
      return;
    }
    const held = anchor.current;
    const row = held && rowOf(held.key);
    if (!held || !row) return;
    const moved = row.getBoundingClientRect().top - box.getBoundingClientRect().top - held.offset;
    if (Math.abs(moved) > 0.5) box.scrollTop += moved;
  }

  function change(next: Range): void {
    if (next.from === range.current.from && next.to === range.current.to) return;
    range.current = next;
    redraw(0);
  }

  /** Draws or loads more where the view comes near to an edge of what is drawn. */
  function fill(): void {
    const box = scroller.current;
    if (!box) return;
    const now = state(box);
    const count = keys.current.length;
    if (now.top < EDGE_PX) {
      if (range.current.from > 0) change(upwards(range.current));
      else if (conversation.hasOlder.peek()) void conversation.loadOlder();
    }
    if (Follow.distance(now) < EDGE_PX && range.current.to < count) change(downwards(range.current, count));
  }

  function onScroll(): void {
    const box = scroller.current;
    if (!box) return;
    follow.current.scrolled(state(box));
    if (range.current.to < keys.current.length) follow.current.following = false;
    if (follow.current.following) below.value = false;
    remember(box);
    fill();
  }

  useLayoutEffect(place);
  useEffect(() => {
    const box = scroller.current;
    const content = inner.current;
    if (!box || !content) return;
    let height = 0;
    const observer = new ResizeObserver(() => {
      const grew = content.offsetHeight > height + 1;
      height = content.offsetHeight;
      place();
      if (grew && !follow.current.following && conversation.running.peek())
        below.value = Follow.distance(state(box)) > 0;
    });
    observer.observe(content);
    observer.observe(box);
    return () => {
      observer.disconnect();
      if (!follow.current.following && anchor.current)
        places.set(conversation.key, { range: range.current, anchor: anchor.current });
      else places.delete(conversation.key);
    };
  }, []);

  // What does not fill the view cannot be scrolled, so that nothing but this would ask for more.
  useEffect(fill);

  function toEnd(): void {
    follow.current.following = true;
    anchor.current = undefined;
    below.value = false;
    range.current = atEnd(keys.current.length);
    redraw(0);
  }

  useImperativeHandle(controls, () => ({
    toEnd,
    box: () => scroller.current,
    reveal(key, options = {}) {
      const index = keys.current.indexOf(key);
      if (index < 0) return;
      follow.current.following = false;
      reveal.current = { key, focus: options.focus ?? false, align: options.align ?? "center" };
      if (index < range.current.from || index >= range.current.to) range.current = around(index, keys.current.length);
      redraw(0);
    },
    step(direction) {
      const focused = document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset["key"];
      const at = focused === undefined ? keys.current.length : keys.current.indexOf(focused);
      const next = keys.current[Math.max(0, Math.min(keys.current.length - 1, at + direction))];
      if (next !== undefined) this.reveal(next, { focus: true, align: "nearest" });
    },
  }));

  const error = conversation.failed.value;
  return (
    <div class="messages-frame">
      <div
        ref={scroller}
        id="messages"
        class="messages"
        role="log"
        aria-label={t("chat:log")}
        aria-live="off"
        aria-busy={conversation.running.value}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="messages-top">
          {conversation.loadingOlder.value && <span class="muted">{t("chat:loadingOlder")}</span>}
        </div>
        <div ref={inner} class="messages-inner">
          {items.slice(from, to).map((item) => (
            <Row key={item.key} item={item} conversation={conversation} />
          ))}
          {to >= items.length && <Activity conversation={conversation} />}
        </div>
        {!conversation.opened.value && items.length === 0 && !error && <Loading />}
        {error !== undefined && (
          <div class="messages-failed" role="alert">
            <p>{t("chat:loadFailed", { reason: messageOf(error) })}</p>
            <button type="button" class="provider-btn provider-btn-secondary" onClick={() => void conversation.open()}>
              {t("common:actions.retry")}
            </button>
          </div>
        )}
        {conversation.opened.value && items.length === 0 && !conversation.running.value && (
          <EmptyConversation conversation={conversation} />
        )}
      </div>
      {below.value && (
        <button type="button" class="new-content-indicator" onClick={toEnd}>
          <Icon shapes={arrowDown} />
          {t("chat:newMessages")}
        </button>
      )}
      <Announcer conversation={conversation} />
    </div>
  );
}

function Loading() {
  return (
    <div id="sessionLoadIndicator" class="messages-loading" role="status">
      <span class="sr-only">{t("chat:loading")}</span>
      {["62%", "88%", "74%", "40%"].map((width) => (
        <div key={width} class="skeleton" style={{ width, height: "18px" }} />
      ))}
    </div>
  );
}

/** Tells a screen reader an answer when it has ended, and nothing before. */
function Announcer({ conversation }: { conversation: Conversation }) {
  return (
    <div class="sr-only" aria-live="polite">
      {conversation.spoken.value.slice(0, 2_000)}
    </div>
  );
}
