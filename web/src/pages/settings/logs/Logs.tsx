import download from "lucide:download";
import pause from "lucide:pause";
import play from "lucide:play";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { languageTag, t, tn } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import type { LogEntry } from "../../../shared/rpc/types";
import { Icon } from "../../../shared/ui/Icon";
import { SectionPage } from "../Section";
import { LEVELS, type Level, type LogFilter, passes } from "./filter";

const MOST = 2_000;
const FIRST = 500;

/** What Moltis writes down about itself, as it happens. */
export default function Logs() {
  const [filter, setFilter] = useState<LogFilter>({ level: "info", target: "", search: "" });
  const [entries, setEntries] = useState<readonly LogEntry[]>([]);
  const [levels, setLevels] = useState<{ debug?: boolean; trace?: boolean }>({});
  const [paused, setPaused] = useState(false);
  const [error, setError] = useState<string>();
  const area = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const held = useRef<LogEntry[]>([]);
  const rules = useRef({ filter, paused });
  rules.current = { filter, paused };

  useEffect(() => {
    let current = true;
    const load = async () => {
      try {
        const { level, target, search } = filter;
        const [list, status] = await Promise.all([
          rpc.call("logs.list", { level, ...(target ? { target } : {}), ...(search ? { search } : {}), limit: FIRST }),
          rpc.call("logs.status", {}),
        ]);
        if (!current) return;
        setEntries(list.entries);
        setLevels(status.enabled_levels ?? {});
        setError(undefined);
        atEnd.current = true;
        await rpc.call("logs.ack", {});
      } catch (thrown) {
        if (current) setError(messageOf(thrown));
      }
    };
    const timer = setTimeout(
      () => rpc.status.peek() === "connected" && void load(),
      filter.search || filter.target ? 300 : 0,
    );
    const off = rpc.onConnected(() => void load());
    return () => {
      current = false;
      clearTimeout(timer);
      off();
    };
  }, [filter]);

  // Records come in bursts; the page takes them up once a frame.
  useEffect(() => {
    let frame = 0;
    const off = rpc.on("logs.entry", (entry) => {
      if (rules.current.paused || !passes(entry, rules.current.filter)) return;
      held.current.push(entry);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        const added = held.current.splice(0);
        setEntries((old) => [...old, ...added].slice(-MOST));
      });
    });
    return () => {
      off();
      cancelAnimationFrame(frame);
    };
  }, []);

  useLayoutEffect(() => {
    if (atEnd.current && area.current) area.current.scrollTop = area.current.scrollHeight;
  }, [entries]);

  const offered = LEVELS.filter((level) => (level !== "debug" || levels.debug) && (level !== "trace" || levels.trace));
  return (
    <SectionPage
      title={t("settings:section.logs")}
      intro={t("logs:intro")}
      handbook="troubleshooting"
      wide
      actions={
        <>
          <button
            type="button"
            class="provider-btn provider-btn-secondary"
            aria-pressed={paused}
            onClick={() => setPaused(!paused)}
          >
            <Icon shapes={paused ? play : pause} />
            {paused ? t("logs:resume") : t("logs:pause")}
          </button>
          <button type="button" class="provider-btn provider-btn-secondary" onClick={() => setEntries([])}>
            {t("logs:clear")}
          </button>
          <a class="provider-btn provider-btn-secondary" href="/api/logs/download" download="moltis-logs.jsonl">
            <Icon shapes={download} />
            {t("common:actions.download")}
          </a>
        </>
      }
    >
      <div class="log-filters">
        <select
          class="input"
          aria-label={t("logs:level")}
          value={filter.level}
          onChange={(event) => setFilter({ ...filter, level: event.currentTarget.value as Level })}
        >
          {offered.map((level) => (
            <option key={level} value={level}>
              {t(`logs:level.${level}`)}
            </option>
          ))}
        </select>
        <input
          class="input"
          placeholder={t("logs:target")}
          aria-label={t("logs:target")}
          value={filter.target}
          onInput={(event) => setFilter({ ...filter, target: event.currentTarget.value.trim() })}
        />
        <input
          class="input"
          type="search"
          placeholder={t("logs:search")}
          aria-label={t("logs:search")}
          value={filter.search}
          onInput={(event) => setFilter({ ...filter, search: event.currentTarget.value.trim() })}
        />
        <span class="muted log-count" role="status">
          {tn("logs:count", entries.length)}
        </span>
      </div>
      {error && <div class="alert-error-text">{error}</div>}
      <div
        ref={area}
        id="logsArea"
        class="card logs-area"
        role="log"
        aria-live="off"
        aria-label={t("settings:section.logs")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => {
          const box = event.currentTarget;
          atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
        }}
      >
        {entries.map((entry, index) => (
          <Row key={`${entry.ts}-${index}`} entry={entry} />
        ))}
        {entries.length === 0 && !error && <p class="session-empty">{t("logs:empty")}</p>}
      </div>
    </SectionPage>
  );
}

function Row({ entry }: { entry: LogEntry }) {
  const fields = Object.entries(entry.fields ?? {});
  return (
    <div class={`log-row ${entry.level.toLowerCase()}`}>
      <time dateTime={new Date(entry.ts).toISOString()} title={new Date(entry.ts).toLocaleString(languageTag.value)}>
        {new Date(entry.ts).toLocaleTimeString(languageTag.value, { hour12: false })}
      </time>
      <span class="log-level">{entry.level}</span>
      <span class="log-target" title={entry.target}>
        {entry.target}
      </span>
      <span class="log-message">
        {entry.message}
        {fields.map(([name, value]) => (
          <span key={name} class="log-field">
            {name}=<b>{typeof value === "object" ? JSON.stringify(value) : String(value)}</b>
          </span>
        ))}
      </span>
    </div>
  );
}
