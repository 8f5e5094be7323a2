import { computed } from "@preact/signals";
import { conversation } from "../pages/chat/conversation/conversations";
import { localised } from "../pages/chat/transcript/ErrorCard";
import { toolTitle } from "../pages/chat/transcript/toolTitle";
import * as sessions from "../sessions/store";
import * as boot from "../shared/boot";
import * as format from "../shared/format";
import * as i18n from "../shared/i18n";
import { highlight } from "../shared/markdown/highlight";
import { escapeHtml, renderMarkdown } from "../shared/markdown/render";
import { rpc } from "../shared/rpc";
import type { EventName, ServerEvents } from "../shared/rpc/events";
import type { SessionRow } from "../shared/rpc/types";
import * as models from "../shared/stores/models";
import { state } from "./state";

/**
 * The names by which an external browser suite drives the page (the compatibility contract of the web UI). The files
 * under `/assets/js` forward to these. Nothing of the app uses them, and they are loaded after everything else.
 */
const sessionStore = {
  sessions: sessions.sessions,
  activeSessionKey: sessions.activeKey,
  activeSession: computed(() => sessions.sessions.value.find((row) => row.key === sessions.activeKey.value)),
  switchInProgress: computed(() => {
    const key = sessions.activeKey.value;
    return key !== undefined && !conversation(key).opened.value;
  }),
  getByKey(key: string) {
    const row = sessions.byKey(key);
    if (!row) return undefined;
    const talk = conversation(key);
    return {
      ...row,
      activeRunId: computed(() => (talk.running.value ? (talk.runId ?? null) : null)),
      replying: computed(() => sessions.isReplying(key)),
      sendErrors: computed(() =>
        talk.items.value.flatMap((item) => (item.kind === "user" && item.error ? [item.error] : [])),
      ),
    };
  },
  upsert: (row: SessionRow) => sessions.upsert(row),
};

const history = {
  getSessionHistory: (key: string) =>
    conversation(key)
      .items.peek()
      .flatMap((item) => {
        if (item.kind !== "user" && item.kind !== "answer") return [];
        return [
          {
            role: item.kind === "user" ? "user" : "assistant",
            content: item.text,
            historyIndex: item.index,
            run_id: item.runId,
            created_at: item.at,
          },
        ];
      }),
  clearSessionHistory: (key: string) => conversation(key).clear(),
};

function addMessage(role: string, content: string, isHtml = false): HTMLElement {
  const row = document.createElement("div");
  row.className = `msg ${role}`;
  if (isHtml) row.append(document.createRange().createContextualFragment(renderMarkdown(content)));
  else row.textContent = content;
  (document.querySelector("#messages .messages-inner") ?? document.getElementById("messages"))?.append(row);
  return row;
}

const modules = {
  state,
  helpers: {
    sendRpc: (method: string, params: unknown) => rpc.request(method, params),
    renderMarkdown,
    esc: escapeHtml,
    formatTokens: format.formatTokens,
    formatBytes: format.formatBytes,
    formatAssistantTokenUsage: format.formatAssistantTokenUsage,
    formatAudioDuration: format.formatAudioDuration,
    toolCallSummary: (name: string, args: unknown) => {
      const { verb, object } = toolTitle(name, args);
      return object ? `${verb} ${object}` : verb;
    },
    localizeStructuredError: localised,
  },
  "chat-ui": {
    chatAddMsg: addMessage,
    smartScrollToBottom: () => document.querySelector<HTMLElement>(".new-content-indicator")?.click(),
  },
  sessions: {
    fetchSessions: sessions.refresh,
    switchSession: sessions.open,
    setSessionReplying: sessions.setReplying,
    isArchivableSession: sessions.isArchivable,
  },
  events: {
    onEvent: <E extends EventName>(name: E, listener: (payload: ServerEvents[E]) => void) => rpc.on(name, listener),
    eventListeners: rpc.listeners,
  },
  gon: {
    get: (key: keyof boot.BootData) => boot.boot.peek()[key],
    set: boot.set,
    onChange: boot.onChange,
    refresh: boot.refresh,
  },
  i18n,
  "ws-connect": { connectWs: () => rpc.start() },
  "code-highlight": {
    initHighlighter: () => Promise.resolve(),
    highlightCodeBlocks: (root: ParentNode) =>
      Promise.all([...root.querySelectorAll<HTMLElement>("code[data-lang]")].map(highlight)),
  },
  "stores/session-store": { sessionStore, insertSessionInOrder: sessions.inOrder },
  "stores/model-store": { ...models, fetch: models.load, select: models.choose, setReasoningEffort: models.setEffort },
  "stores/session-history-cache": history,
};

declare global {
  interface Window {
    __moltis_state?: typeof state;
    __moltis_modules?: typeof modules;
    __moltis_stores?: { sessionStore: typeof sessionStore; modelStore: (typeof modules)["stores/model-store"] };
  }
}

window.__moltis_state = state;
window.__moltis_modules = modules;
window.__moltis_stores = { sessionStore, modelStore: modules["stores/model-store"] };
window.dispatchEvent(new CustomEvent("moltis:seams"));
