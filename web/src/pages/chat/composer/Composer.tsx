import arrowUp from "lucide:arrow-up";
import brain from "lucide:brain";
import paperclip from "lucide:paperclip";
import square from "lucide:square";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Icon } from "../../../shared/ui/Icon";
import { moved } from "../../../shared/ui/listKeys";
import { toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import { attach } from "./attachments";
import { candidates, execute } from "./commands";
import { drafts } from "./drafts";
import { ModelPicker, ReasoningPicker } from "./ModelPicker";
import { Previews } from "./Previews";
import { sentBefore, submit, uploading } from "./send";
import { TokenBar } from "./TokenBar";

const TALLEST_PX = 10 * 24 + 20;

export function Composer({ conversation }: { conversation: Conversation }) {
  const key = conversation.key;
  const draft = drafts.text(key);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [menuClosed, setMenuClosed] = useState(false);
  const [active, setActive] = useState(0);
  const recalled = useRef<{ at: number; draft: string }>();
  const found = menuClosed ? [] : candidates(draft.value);

  useLayoutEffect(() => {
    const field = input.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
  }, [draft.value]);
  useEffect(() => {
    const other = document.activeElement?.matches("input, textarea, select, [contenteditable=true]");
    if (!other && matchMedia("(hover: hover)").matches) input.current?.focus();
  }, []);

  function onInput(text: string): void {
    recalled.current = undefined;
    setMenuClosed(false);
    setActive(0);
    drafts.set(key, text);
  }

  async function send(): Promise<void> {
    const text = draft.peek().trim();
    if (text.startsWith("/") && execute(conversation, text)) {
      drafts.set(key, "");
      drafts.save();
      return;
    }
    if (rpc.status.peek() !== "connected") return;
    const sent = await submit(conversation);
    if (sent && matchMedia("(max-width: 767px)").matches) input.current?.blur();
  }

  function complete(name: string, run: boolean): void {
    if (run) {
      drafts.set(key, "");
      execute(conversation, `/${name}`);
    } else {
      drafts.set(key, `/${name} `);
    }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (found.length > 0 && menuKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && conversation.running.peek()) {
      event.preventDefault();
      void conversation.stop().catch(toastError);
    } else if (
      (event.key === "ArrowUp" || event.key === "ArrowDown") &&
      !event.shiftKey &&
      !event.altKey &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      recall(event);
    }
  }

  function menuKey(event: KeyboardEvent): boolean {
    const command = found[active];
    if (event.key === "Escape") setMenuClosed(true);
    else if (event.key === "Tab" && command) complete(command.name, false);
    else if (event.key === "Enter" && !event.shiftKey && command) complete(command.name, true);
    else {
      const next = event.key.startsWith("Arrow") ? moved(event.key, active, found.length) : undefined;
      if (next === undefined) return false;
      setActive(next);
    }
    event.preventDefault();
    return true;
  }

  /** Up at the very beginning and down at the very end walk through what was sent before. */
  function recall(event: KeyboardEvent): void {
    const field = input.current;
    if (!field || field.selectionStart !== field.selectionEnd) return;
    const up = event.key === "ArrowUp";
    if (up ? field.selectionStart !== 0 : field.selectionEnd !== field.value.length) return;
    const before = sentBefore();
    const now = recalled.current ?? { at: before.length, draft: field.value };
    const at = now.at + (up ? -1 : 1);
    if (at < 0 || at > before.length || (!up && !recalled.current)) return;
    event.preventDefault();
    recalled.current = { ...now, at };
    const text = at === before.length ? now.draft : (before[at] ?? "");
    drafts.set(key, text);
    // At once, and not after the next drawing: the next key is read by where the caret stands.
    field.value = text;
    field.setSelectionRange(up ? 0 : text.length, up ? 0 : text.length);
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void attach(key, files);
  }

  return (
    <div class="chat-input-row">
      <div id="chatComposer" class="chat-composer">
        {found.length > 0 && (
          <div class="slash-menu" role="listbox" id="slashMenu" aria-label={t("chat:command.list")}>
            {found.map((command, index) => (
              <button
                key={command.name}
                id={`slash-${command.name}`}
                type="button"
                role="option"
                aria-selected={index === active}
                tabIndex={-1}
                class={`slash-menu-item${index === active ? " kb-active" : ""}`}
                onPointerMove={() => setActive(index)}
                onClick={() => complete(command.name, true)}
              >
                <span class="slash-name">/{command.name}</span>
                <span class="slash-desc">{t(command.description)}</span>
              </button>
            ))}
          </div>
        )}
        <Previews sessionKey={key} />
        <textarea
          ref={input}
          id="chatInput"
          rows={1}
          placeholder={t("chat:composer.placeholder")}
          aria-label={t("chat:composer.label")}
          enterkeyhint="send"
          autocapitalize="sentences"
          {...(found.length > 0
            ? { "aria-controls": "slashMenu", "aria-activedescendant": `slash-${found[active]?.name}` }
            : {})}
          value={draft.value}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
        />
        <div class="chat-composer-footer">
          <ModelPicker sessionKey={key} />
          <ReasoningPicker sessionKey={key} icon={brain} />
          <TokenBar conversation={conversation} />
          <span class="grow" />
          <input
            ref={picker}
            id="attachInput"
            class="hidden"
            type="file"
            multiple
            aria-label={t("chat:attach.name")}
            tabIndex={-1}
            onChange={(event) => {
              void attach(key, [...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <button
            id="attachBtn"
            type="button"
            class="composer-icon"
            title={t("chat:attach.name")}
            aria-label={t("chat:attach.name")}
            onClick={() => picker.current?.click()}
          >
            <Icon shapes={paperclip} large />
          </button>
          <SendButton conversation={conversation} onSend={() => void send()} />
        </div>
      </div>
    </div>
  );
}

function SendButton({ conversation, onSend }: { conversation: Conversation; onSend: () => void }) {
  const phase = conversation.phase.value.name;
  const connected = rpc.status.value === "connected";
  if (phase !== "idle") {
    const stopping = phase === "stopping";
    const name = stopping ? t("chat:send.stopping") : t("chat:send.stop");
    return (
      <button
        id="sendBtn"
        type="button"
        class="composer-send stop"
        data-mode="stop"
        data-stop-session-key={conversation.key}
        title={name}
        aria-label={name}
        disabled={stopping || !connected}
        onClick={() => void conversation.stop().catch(toastError)}
      >
        <Icon shapes={square} name="stop" />
      </button>
    );
  }
  return (
    <button
      id="sendBtn"
      type="button"
      class="composer-send"
      data-mode="send"
      title={connected ? t("chat:send.send") : t("chat:send.offline")}
      aria-label={t("chat:send.send")}
      aria-busy={uploading.value.has(conversation.key)}
      disabled={!connected || uploading.value.has(conversation.key)}
      onClick={onSend}
    >
      {uploading.value.has(conversation.key) ? (
        <span class="spinner" />
      ) : (
        <Icon shapes={arrowUp} name="arrow-up" large />
      )}
    </button>
  );
}
