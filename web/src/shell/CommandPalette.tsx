import bot from "lucide:bot-message-square";
import message from "lucide:message-square";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { say } from "../pages/chat/composer/send";
import { conversation } from "../pages/chat/conversation/conversations";
import { searchTarget } from "../pages/chat/searchTarget";
import * as sessions from "../sessions/store";
import { type Action, actions, printed } from "../shared/actions";
import { t } from "../shared/i18n";
import { rpc } from "../shared/rpc";
import type { SearchHit } from "../shared/rpc/types";
import { useFocusTrap } from "../shared/ui/Dialog";
import { Icon, type IconShapes } from "../shared/ui/Icon";
import { moved } from "../shared/ui/listKeys";
import { paletteOpen } from "./state";

interface Entry {
  id: string;
  group: string;
  label: string;
  hint: string | undefined;
  icon: IconShapes | undefined;
  run: () => void;
}

const close = () => {
  paletteOpen.value = false;
};

export function CommandPalette() {
  return paletteOpen.value ? <Palette /> : null;
}

function Palette() {
  const box = useFocusTrap(close);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string>();
  const hits = useHits(query);
  const list = useRef<HTMLDivElement>(null);
  const entries = useMemo(
    () => [...matching(actions.value, query), ...hits.map(asEntry), ...ask(query)],
    [query, hits, actions.value],
  );
  // The choice is an entry, not a position: results that arrive late must not move it.
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.id === chosen),
  );

  useEffect(() => {
    list.current?.querySelector(".cmd-palette-item-active")?.scrollIntoView({ block: "nearest" });
  }, [at, query]);

  function run(entry: Entry | undefined): void {
    if (!entry) return;
    close();
    entry.run();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      run(entries[at]);
      return;
    }
    const next = event.key.startsWith("Arrow") ? moved(event.key, at, entries.length) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    setChosen(entries[next]?.id);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a second way out beside Escape
    <div class="cmd-palette-backdrop" onClick={(event) => event.target === event.currentTarget && close()}>
      <div
        ref={box}
        class="cmd-palette"
        role="dialog"
        aria-modal="true"
        aria-label={t("common:palette.name")}
        tabIndex={-1}
        onKeyDown={onKey}
      >
        <input
          class="cmd-palette-input"
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="cmdPaletteList"
          aria-activedescendant={entries[at] ? `cmd-${entries[at]?.id}` : undefined}
          aria-label={t("common:palette.placeholder")}
          placeholder={t("common:palette.placeholder")}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(undefined);
          }}
        />
        <div
          ref={list}
          id="cmdPaletteList"
          class="cmd-palette-list"
          role="listbox"
          aria-label={t("common:palette.name")}
        >
          {entries.map((entry, index) => (
            <>
              {entry.group !== entries[index - 1]?.group && (
                <div key={`group-${entry.group}`} class="cmd-palette-group" role="presentation">
                  {entry.group}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the dialog */}
              <div
                key={entry.id}
                id={`cmd-${entry.id}`}
                class={`cmd-palette-item${index === at ? " cmd-palette-item-active" : ""}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                onPointerMove={() => setChosen(entry.id)}
                onClick={() => run(entry)}
              >
                {entry.icon && <Icon shapes={entry.icon} />}
                <span class="cmd-palette-item-label">{entry.label}</span>
                {entry.hint && <span class="cmd-palette-item-hint">{entry.hint}</span>}
              </div>
            </>
          ))}
          {entries.length === 0 && <div class="model-dropdown-empty">{t("common:search.none")}</div>}
        </div>
      </div>
    </div>
  );
}

function groupName(group: Action["group"]): string {
  return t(`common:palette.group.${group}`);
}

function matching(all: readonly Action[], query: string): Entry[] {
  const words = query.trim().toLowerCase();
  const order: Action["group"][] = ["navigation", "settings", "actions", "conversation"];
  return order.flatMap((group) =>
    all
      .filter((action) => action.group === group && action.id !== "palette" && (action.enabled?.() ?? true))
      .filter((action) =>
        `${action.label()} ${groupName(group)} ${action.keywords ?? ""}`.toLowerCase().includes(words),
      )
      .map((action) => ({
        id: action.id,
        group: groupName(group),
        label: action.label(),
        hint: action.keys ? printed(action.keys) : undefined,
        icon: action.icon,
        run: action.run,
      })),
  );
}

function asEntry(hit: SearchHit): Entry {
  return {
    id: `hit-${hit.sessionKey}-${hit.messageIndex}`,
    group: t("common:nav.sessions"),
    label: hit.label || sessions.title(sessions.byKey(hit.sessionKey), hit.sessionKey),
    hint: hit.snippet.slice(0, 60),
    icon: message,
    run: () => {
      searchTarget.value = { sessionKey: hit.sessionKey, index: hit.messageIndex, query: "" };
      sessions.open(hit.sessionKey);
    },
  };
}

/** Always last: the words themselves, as the first message of a new conversation. */
function ask(query: string): Entry[] {
  const text = query.trim();
  if (!text) return [];
  return [
    {
      id: "ask",
      group: t("common:palette.agent"),
      label: t("common:palette.ask"),
      hint: text,
      icon: bot,
      run: () => {
        const key = sessions.create();
        say(conversation(key), text);
      },
    },
  ];
}

function useHits(query: string): readonly SearchHit[] {
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  useEffect(() => {
    const words = query.trim();
    setHits([]);
    if (words.length < 2) return;
    let current = true;
    const timer = setTimeout(() => {
      rpc
        .call("sessions.search", { query: words, limit: 5 })
        .then((found) => current && setHits(found.slice(0, 5)))
        .catch(() => {});
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return hits;
}
