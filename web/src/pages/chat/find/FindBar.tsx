import down from "lucide:chevron-down";
import up from "lucide:chevron-up";
import cross from "lucide:x";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { Icon } from "../../../shared/ui/Icon";
import type { Conversation } from "../conversation/conversation";
import type { TranscriptControls } from "../transcript/Transcript";
import { mark } from "./highlights";
import { findIn } from "./matches";

interface Props {
  conversation: Conversation;
  controls: RefObject<TranscriptControls>;
  onClose: () => void;
}

/** Search in the whole conversation; what is not loaded yet is fetched meanwhile. */
export function FindBar({ conversation, controls, onClose }: Props) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const items = conversation.items.value;
  const found = useMemo(() => findIn(items, query), [items, query]);
  const position = at === undefined ? -1 : found.indexOf(at);

  // Before the next key is typed: it belongs to the search.
  useLayoutEffect(() => {
    field.current?.focus();
    return () => mark(null, "");
  }, []);
  useEffect(() => {
    if (query.trim().length > 1 && conversation.hasOlder.peek()) void conversation.loadTo(0);
  }, [query]);
  useEffect(() => {
    const next = found.at(-1);
    setAt(next);
    if (next) controls.current?.reveal(next);
  }, [query]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => mark(controls.current?.box() ?? null, query));
    return () => cancelAnimationFrame(frame);
  });

  function go(step: 1 | -1): void {
    if (found.length === 0) return;
    const next = found[((position < 0 ? found.length : position) + step + found.length) % found.length];
    if (next === undefined) return;
    setAt(next);
    controls.current?.reveal(next);
  }

  const searching = conversation.loadingOlder.value;
  return (
    <div class="find-bar" role="search">
      <input
        ref={field}
        type="search"
        class="input"
        placeholder={t("chat:find.placeholder")}
        aria-label={t("chat:find.placeholder")}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            go(event.shiftKey ? 1 : -1);
          } else if (event.key === "Escape") {
            event.stopPropagation();
            onClose();
          }
        }}
      />
      <span class="find-count" role="status">
        {query.trim() === ""
          ? ""
          : found.length === 0
            ? searching
              ? t("chat:find.searching")
              : t("chat:find.none")
            : `${position + 1} / ${found.length}${searching ? "…" : ""}`}
      </span>
      <button
        type="button"
        class="ghost-btn"
        aria-label={t("chat:find.previous")}
        title={t("chat:find.previous")}
        disabled={found.length === 0}
        onClick={() => go(-1)}
      >
        <Icon shapes={up} />
      </button>
      <button
        type="button"
        class="ghost-btn"
        aria-label={t("chat:find.next")}
        title={t("chat:find.next")}
        disabled={found.length === 0}
        onClick={() => go(1)}
      >
        <Icon shapes={down} />
      </button>
      <button type="button" class="ghost-btn" aria-label={t("common:actions.close")} onClick={onClose}>
        <Icon shapes={cross} />
      </button>
    </div>
  );
}
