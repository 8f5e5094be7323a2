import { useEffect, useRef, useState } from "preact/hooks";
import * as sessions from "../../sessions/store";
import { register } from "../../shared/actions";
import { copyText } from "../../shared/clipboard";
import { t } from "../../shared/i18n";
import { rpc } from "../../shared/rpc";
import { toastError } from "../../shared/ui/toasts";
import { attach } from "./composer/attachments";
import { Composer } from "./composer/Composer";
import { focusComposer } from "./composer/drafts";
import { QueueTray } from "./composer/QueueTray";
import type { Conversation } from "./conversation/conversation";
import { conversation as conversationOf } from "./conversation/conversations";
import { FindBar } from "./find/FindBar";
import { mark } from "./find/highlights";
import { searchable } from "./find/matches";
import { showContext, showShortcuts } from "./panels/open";
import { Panels } from "./panels/Panels";
import { searchTarget, takeSearchTarget } from "./searchTarget";
import { Toolbar } from "./toolbar/Toolbar";
import { Transcript, type TranscriptControls } from "./transcript/Transcript";

export function ChatPage({ sessionKey }: { sessionKey: string }) {
  return <Chat key={sessionKey} conversation={conversationOf(sessionKey)} />;
}

function Chat({ conversation }: { conversation: Conversation }) {
  const controls = useRef<TranscriptControls>(null);
  const [finding, setFinding] = useState(false);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    if (rpc.status.peek() === "connected") void conversation.open().then(() => sessions.seen(conversation.key));
    else {
      const off = rpc.onConnected(() => {
        off();
        void conversation.open();
      });
      return off;
    }
    return undefined;
  }, []);

  // A search in the sidebar leads to a message.
  const opened = conversation.opened.value;
  const wanted = searchTarget.value;
  useEffect(() => {
    const target = opened ? takeSearchTarget(conversation.key) : undefined;
    if (!target) return;
    void conversation.loadTo(target.index).then(() => {
      const item = conversation.items.peek().find((entry) => entry.index !== undefined && entry.index >= target.index);
      if (!item) return;
      controls.current?.reveal(item.key, { focus: true });
      requestAnimationFrame(() => mark(controls.current?.box() ?? null, target.query));
      setTimeout(() => mark(null, ""), 5_000);
    });
  }, [opened, wanted]);

  useEffect(
    () =>
      register(
        {
          id: "chat.stop",
          group: "conversation",
          label: () => t("chat:send.stop"),
          keys: "Mod+.",
          enabled: () => conversation.running.peek(),
          run: () => void conversation.stop().catch(toastError),
        },
        {
          id: "chat.find",
          group: "conversation",
          label: () => t("chat:find.open"),
          keys: "Mod+F",
          run: () => setFinding(true),
        },
        {
          id: "chat.previous",
          group: "conversation",
          label: () => t("chat:keys.previousMessage"),
          keys: "Alt+ArrowUp",
          run: () => controls.current?.step(-1),
        },
        {
          id: "chat.next",
          group: "conversation",
          label: () => t("chat:keys.nextMessage"),
          keys: "Alt+ArrowDown",
          run: () => controls.current?.step(1),
        },
        {
          id: "chat.latest",
          group: "conversation",
          label: () => t("chat:keys.latest"),
          keys: "Mod+End",
          run: () => controls.current?.toEnd(),
        },
        {
          id: "chat.write",
          group: "conversation",
          label: () => t("chat:keys.write"),
          keys: "Mod+J",
          run: focusComposer,
        },
        {
          id: "chat.context",
          group: "conversation",
          label: () => t("chat:context.open"),
          enabled: () => rpc.supports("chat.context"),
          run: showContext,
        },
        {
          id: "chat.shortcuts",
          group: "conversation",
          label: () => t("chat:keys.title"),
          keys: "?",
          run: showShortcuts,
        },
      ),
    [],
  );

  function onMessageKey(event: KeyboardEvent): void {
    const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const item = conversation.items.peek().find((entry) => entry.key === key);
    if (event.key === "ArrowUp" || event.key === "ArrowDown") controls.current?.step(event.key === "ArrowUp" ? -1 : 1);
    else if (event.key === "End") controls.current?.toEnd();
    else if (event.key === "Escape") focusComposer();
    else if (event.key.toLowerCase() === "c" && item) void copyText(searchable(item));
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere; the paper clip is the keyboard's way
    <div
      class={`chat-page${dragging ? " drag-over" : ""}`}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
          setDragging(false);
      }}
      onDrop={(event) => {
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        setDragging(false);
        void attach(conversation.key, [...event.dataTransfer.files]);
      }}
      onKeyDown={onMessageKey}
    >
      <Toolbar conversation={conversation} onFind={() => setFinding(true)} />
      {finding && (
        <FindBar
          conversation={conversation}
          controls={controls}
          onClose={() => {
            setFinding(false);
            focusComposer();
          }}
        />
      )}
      <Transcript conversation={conversation} controls={controls} />
      <QueueTray conversation={conversation} />
      <Composer conversation={conversation} />
      {dragging && <div class="drop-hint">{t("chat:attach.drop")}</div>}
      <Panels conversation={conversation} />
    </div>
  );
}
