import plus from "lucide:plus";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../shared/i18n";
import { path } from "../shared/router";
import { Icon } from "../shared/ui/Icon";
import { sessionsSheetOpen } from "../shell/state";
import { SessionList } from "./SessionList";
import { SessionSearch } from "./SessionSearch";
import * as store from "./store";

/** The list of conversations: a column beside the chat, a sheet on a phone. */
export function Sidebar() {
  const open = sessionsSheetOpen.value;
  const panel = useRef<HTMLElement>(null);
  useEffect(
    () =>
      effect(() => {
        path.value;
        sessionsSheetOpen.value = false;
      }),
    [],
  );
  useSwipe(panel);
  return (
    <>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a second way out beside Escape
        <div
          id="sessionsOverlay"
          class="sheet-overlay visible"
          onClick={() => {
            sessionsSheetOpen.value = false;
          }}
        />
      )}
      <nav
        ref={panel}
        id="sessionsPanel"
        class={`sessions-panel${open ? " open" : ""}`}
        aria-label={t("common:nav.sessions")}
        onKeyDown={(event) => {
          if (event.key === "Escape" && open) sessionsSheetOpen.value = false;
        }}
      >
        <div class="sessions-top">
          <SessionSearch />
          <button
            id="newSessionBtn"
            type="button"
            class="ghost-btn new-session"
            title={t("sessions:newTitle")}
            aria-label={t("sessions:newTitle")}
            onClick={() => store.create()}
          >
            <Icon shapes={plus} />
          </button>
        </div>
        {(store.hasCron.value || store.tab.value === "cron") && <Tabs />}
        <SessionList />
        <label id="archivedSessionsRow" class="archived-row">
          <input
            id="showArchivedSessions"
            type="checkbox"
            class="switch"
            checked={store.showArchived.value}
            onChange={(event) => store.setShowArchived(event.currentTarget.checked)}
          />
          {t("sessions:showArchived")}
        </label>
      </nav>
    </>
  );
}

function Tabs() {
  return (
    <div id="sessionTabBar" class="session-tabs" role="tablist" aria-label={t("common:nav.sessions")}>
      {(["sessions", "cron"] as const).map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          data-tab={tab}
          aria-selected={store.tab.value === tab}
          aria-controls="sessionList"
          class={`session-tab${store.tab.value === tab ? " active" : ""}`}
          onClick={() => store.setTab(tab)}
        >
          {t(`sessions:tab.${tab}`)}
        </button>
      ))}
    </div>
  );
}

/** A swipe to the left puts the sheet away. */
function useSwipe(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const node = panel.current;
    if (!node) return;
    let begin: { x: number; y: number } | undefined;
    const onStart = (event: TouchEvent) => {
      const touch = event.touches[0];
      begin = touch && { x: touch.clientX, y: touch.clientY };
    };
    const onEnd = (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      if (begin && touch && begin.x - touch.clientX > 60 && Math.abs(begin.y - touch.clientY) < 60)
        sessionsSheetOpen.value = false;
    };
    node.addEventListener("touchstart", onStart, { passive: true });
    node.addEventListener("touchend", onEnd, { passive: true });
    return () => {
      node.removeEventListener("touchstart", onStart);
      node.removeEventListener("touchend", onEnd);
    };
  }, []);
}
