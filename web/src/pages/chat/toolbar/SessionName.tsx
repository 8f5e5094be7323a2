import sparkles from "lucide:sparkles";
import { useRef, useState } from "preact/hooks";
import * as sessions from "../../../sessions/store";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Icon } from "../../../shared/ui/Icon";

const LONGEST_SHOWN = 60;

/** The session's name; a click renames it. */
export function SessionName({ sessionKey }: { sessionKey: string }) {
  const row = sessions.byKey(sessionKey);
  const name = sessions.title(row, sessionKey);
  const [editing, setEditing] = useState(false);
  const [titling, setTitling] = useState(false);
  const cancelled = useRef(false);
  const fixed = sessionKey === sessions.MAIN || sessions.isCron(sessionKey);

  function commit(value: string): void {
    setEditing(false);
    const next = value.trim();
    if (!cancelled.current && next !== (row?.label ?? "")) void sessions.rename(sessionKey, next);
  }

  if (editing) {
    return (
      <div id="sessionNameMount" class="session-name">
        <input
          class="chat-session-rename-input input"
          aria-label={t("sessions:rename")}
          defaultValue={row?.label ?? name}
          maxLength={200}
          ref={(field) => {
            if (field && document.activeElement !== field) {
              field.focus();
              field.select();
            }
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit(event.currentTarget.value);
            else if (event.key === "Escape") {
              event.stopPropagation();
              cancelled.current = true;
              setEditing(false);
            }
          }}
          onBlur={(event) => editing && commit(event.currentTarget.value)}
        />
      </div>
    );
  }
  const shown = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
  return (
    <div id="sessionNameMount" class="session-name">
      {fixed ? (
        <h1 class="chat-session-name">{shown}</h1>
      ) : (
        <h1>
          <button
            type="button"
            class="chat-session-name"
            title={t("sessions:clickToRename")}
            onClick={() => {
              cancelled.current = false;
              setEditing(true);
            }}
          >
            {shown}
          </button>
        </h1>
      )}
      {!fixed && (row?.messageCount ?? 0) > 1 && rpc.supports("sessions.generate_title") && (
        <button
          type="button"
          class="ghost-btn session-auto-title"
          title={t("sessions:autoTitle")}
          aria-label={t("sessions:autoTitle")}
          aria-busy={titling}
          disabled={titling}
          onClick={async () => {
            setTitling(true);
            await sessions.generateTitle(sessionKey);
            setTitling(false);
          }}
        >
          <Icon shapes={sparkles} />
        </button>
      )}
    </div>
  );
}
