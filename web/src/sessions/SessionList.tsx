import clock from "lucide:clock";
import branch from "lucide:git-fork";
import message from "lucide:message-square";
import radio from "lucide:radio";
import { memo } from "preact/compat";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fullTime, sessionTime } from "../shared/format";
import { t } from "../shared/i18n";
import { chatPath, onLink } from "../shared/router";
import { messageOf } from "../shared/rpc";
import type { SessionRow } from "../shared/rpc/types";
import { Icon } from "../shared/ui/Icon";
import { minute } from "../shared/ui/Time";
import * as store from "./store";

/** Every row is this high, so that a list of ten thousand needs only the visible ones in the document. */
const ROW_PX = 52;
const SPARE = 8;
const LOAD_MORE_PX = 220;

export function SessionList() {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const rows = store.listed.value;
  const active = store.activeKey.value;

  function look(): void {
    const node = box.current;
    if (!node) return;
    setView({ top: node.scrollTop, height: node.clientHeight });
    if (node.scrollHeight - node.scrollTop - node.clientHeight < LOAD_MORE_PX && store.hasMore.peek())
      void store.loadMore();
  }
  useLayoutEffect(look, [rows.length]);
  useEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const index = rows.findIndex(({ row }) => row.key === active);
    const node = box.current;
    if (!node || index < 0) return;
    const top = index * ROW_PX;
    if (top < node.scrollTop || top + ROW_PX > node.scrollTop + node.clientHeight)
      node.scrollTop = top - node.clientHeight / 3;
  }, [active]);

  const from = Math.max(0, Math.floor(view.top / ROW_PX) - SPARE);
  const to = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_PX) + SPARE);
  const now = minute.value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between the links
    <div ref={box} id="sessionList" class="session-list" onScroll={look} onKeyDown={onArrow}>
      <ul style={{ height: `${rows.length * ROW_PX}px` }}>
        {rows.slice(from, to).map(({ row, depth }, index) => (
          <li key={row.key} style={{ top: `${(from + index) * ROW_PX}px` }}>
            <Row
              row={row}
              depth={depth}
              active={row.key === active}
              unread={store.isUnread(row)}
              replying={store.isReplying(row.key)}
              when={row.updatedAt ? sessionTime(row.updatedAt, now) : ""}
            />
          </li>
        ))}
      </ul>
      {rows.length === 0 && !store.isLoading.value && (
        <p class="session-empty">{t(store.tab.value === "cron" ? "sessions:noCron" : "sessions:none")}</p>
      )}
      {store.loadError.value !== undefined && (
        <p class="session-empty" role="alert">
          {messageOf(store.loadError.value)}{" "}
          <button type="button" class="link-btn" onClick={() => void store.refresh()}>
            {t("common:actions.retry")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Arrow keys walk along the rows. */
function onArrow(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(".session-item")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface RowProps {
  row: SessionRow;
  depth: number;
  active: boolean;
  unread: boolean;
  replying: boolean;
  when: string;
}

const Row = memo(({ row, depth, active, unread, replying, when }: RowProps) => {
  const name = store.title(row, row.key);
  const target = chatPath(row.key);
  const preview = row.preview?.trim();
  const count = row.messageCount ?? 0;
  const icon = store.isCron(row.key) ? clock : row.channelBinding ? radio : row.parentSessionKey ? branch : message;
  return (
    <a
      class={`session-item${active ? " active" : ""}${unread ? " unread" : ""}${replying ? " replying" : ""}${row.archived ? " archived" : ""}`}
      data-session-key={row.key}
      href={target}
      aria-current={active ? "page" : undefined}
      style={{ paddingInlineStart: `${12 + depth * 16}px` }}
      onClick={(event) => onLink(event, target)}
    >
      <span class="session-icon">
        {replying ? <span class="spinner" role="img" aria-label={t("sessions:replying")} /> : <Icon shapes={icon} />}
      </span>
      <span class="session-body">
        <span class="session-line">
          <span class="session-label" data-label-text title={name}>
            {name}
          </span>
          {unread && <span class="unread-dot" role="img" aria-label={t("sessions:unread")} />}
          <span class="session-time" title={row.updatedAt ? fullTime(row.updatedAt) : undefined}>
            {when}
          </span>
        </span>
        <span class="session-line">
          <span class="session-preview">
            {row.archived && <span class="session-meta">{t("sessions:archivedMark")} </span>}
            {row.parentSessionKey && row.forkPoint !== null && row.forkPoint !== undefined && (
              <span class="session-meta">fork@{row.forkPoint} </span>
            )}
            {preview && preview !== name ? preview : ""}
          </span>
          {count > 0 && <span class="session-badge">{count > 99 ? "99+" : count}</span>}
        </span>
      </span>
    </a>
  );
});
