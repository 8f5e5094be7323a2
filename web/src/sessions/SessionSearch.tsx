import search from "lucide:search";
import { useEffect, useRef, useState } from "preact/hooks";
import { searchTarget } from "../pages/chat/searchTarget";
import { t } from "../shared/i18n";
import { rpc } from "../shared/rpc";
import type { SearchHit } from "../shared/rpc/types";
import { Icon } from "../shared/ui/Icon";
import { moved } from "../shared/ui/listKeys";
import { useDismiss } from "../shared/ui/useDismiss";
import { parts } from "./snippet";
import * as store from "./store";

/** Search over all conversations. */
export function SessionSearch() {
  const [query, setQuery] = useState("");
  const [hits, setHits] = useState<readonly SearchHit[]>();
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const open = query.trim() !== "" && hits !== undefined;
  useDismiss(box, open, () => setHits(undefined));

  useEffect(() => {
    const words = query.trim();
    if (!words) {
      setHits(undefined);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      rpc
        .call("sessions.search", { query: words, includeArchived: store.showArchived.peek() })
        .then((found) => {
          if (!current) return;
          setHits(found);
          setActive(0);
        })
        .catch(() => current && setHits([]));
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);

  function choose(hit: SearchHit | undefined): void {
    if (!hit) return;
    searchTarget.value = { sessionKey: hit.sessionKey, index: hit.messageIndex, query };
    setQuery("");
    store.open(hit.sessionKey);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      setQuery("");
    } else if (event.key === "Enter" && hits) {
      choose(hits[active]);
    } else if (event.key.startsWith("Arrow")) {
      const next = moved(event.key, active, hits?.length ?? 0);
      if (next === undefined) return;
      event.preventDefault();
      setActive(next);
    }
  }

  return (
    <div ref={box} class="session-search">
      <Icon shapes={search} />
      <input
        id="sessionSearch"
        type="search"
        role="combobox"
        aria-expanded={open}
        aria-controls="searchResults"
        aria-activedescendant={open && hits?.[active] ? `search-hit-${active}` : undefined}
        aria-label={t("sessions:search")}
        placeholder={t("sessions:search")}
        autocomplete="off"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <div
        id="searchResults"
        class={`search-dropdown${open ? "" : " hidden"}`}
        role="listbox"
        aria-label={t("sessions:results")}
      >
        {open &&
          hits?.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field
            <div
              key={`${hit.sessionKey}:${hit.messageIndex}`}
              id={`search-hit-${index}`}
              class={`search-hit${index === active ? " kb-active" : ""}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(hit)}
            >
              <span class="search-hit-label">
                {hit.label || store.title(store.byKey(hit.sessionKey), hit.sessionKey)}
              </span>
              <span class="search-hit-role">{hit.role}</span>
              <span class="search-hit-snippet">
                {parts(hit.snippet, query).map((part, position) =>
                  part.hit ? <mark key={position}>{part.text}</mark> : part.text,
                )}
              </span>
            </div>
          ))}
        {open && hits?.length === 0 && <div class="search-hit-empty">{t("common:search.none")}</div>}
      </div>
    </div>
  );
}
