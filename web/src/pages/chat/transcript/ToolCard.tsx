import check from "lucide:check";
import chevron from "lucide:chevron-right";
import cross from "lucide:x";
import { useState } from "preact/hooks";
import { formatDuration } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { stripAnsi } from "../../../shared/markdown/terminal";
import { CopyButton } from "../../../shared/ui/CopyButton";
import { Icon } from "../../../shared/ui/Icon";
import type { Conversation } from "../conversation/conversation";
import type { ToolItem } from "../conversation/items";
import { Documents, mediaUrl } from "./Documents";
import { Images } from "./Images";
import { Reasoning } from "./Reasoning";
import { field, toolTitle } from "./toolTitle";

const STATUS_CLASS = {
  running: "running",
  ok: "exec-ok",
  failed: "exec-err",
  retry: "exec-retry",
  stopped: "exec-err",
} as const;

/** One line that says what was done, to what, and how long it took; the rest unfolds. */
export function ToolCard({ item, conversation }: { item: ToolItem; conversation: Conversation }) {
  const [open, setOpen] = useState(false);
  const { verb, object } = toolTitle(item.name, item.args);
  const id = `tool-${item.runId ? `${item.runId}-` : ""}${item.callId}`;
  return (
    <div class="tool-row" data-key={item.key} data-index={item.index} tabIndex={-1}>
      {item.reasoning && <Reasoning text={item.reasoning} ms={item.thoughtMs} />}
      <div id={id} class={`msg exec-card ${STATUS_CLASS[item.status]}`}>
        <button
          type="button"
          class="exec-line"
          aria-expanded={open}
          aria-controls={`${id}-body`}
          onClick={() => setOpen(!open)}
        >
          <span class="exec-mark">
            {item.status === "running" ? (
              <span class="spinner" />
            ) : (
              <Icon shapes={item.status === "ok" ? check : cross} />
            )}
          </span>
          <span class="exec-verb">{verb}</span>
          {object && <code class="exec-object">{object}</code>}
          <span class="exec-status">
            {item.status === "running"
              ? t("chat:tool.running")
              : item.status === "retry"
                ? t("chat:tool.retry")
                : item.tookMs !== undefined
                  ? formatDuration(item.tookMs)
                  : ""}
          </span>
          <span class={`exec-chevron${open ? " open" : ""}`}>
            <Icon shapes={chevron} />
          </span>
        </button>
        {item.error && !open && <div class="exec-error-detail">{item.error}</div>}
        <div id={`${id}-body`} class="exec-body" hidden={!open}>
          <Body item={item} sessionKey={conversation.key} />
        </div>
      </div>
    </div>
  );
}

function Body({ item, sessionKey }: { item: ToolItem; sessionKey: string }) {
  const stdout = field(item.result, "stdout");
  const stderr = field(item.result, "stderr");
  const exit = field(item.result, "exit_code");
  const screenshot = field(item.result, "screenshot");
  const document = field(item.result, "document_ref");
  const plain = stdout === undefined && stderr === undefined && screenshot === undefined && document === undefined;
  const size = Number(field(item.result, "size_bytes"));
  return (
    <>
      <Part title={t("chat:tool.input")} text={printed(item.args)} class="exec-output exec-input" />
      {plain && item.result !== undefined && (
        <Part title={t("chat:tool.output")} text={printed(item.result)} class="exec-output" />
      )}
      {stdout && <Part title={t("chat:tool.output")} text={stripAnsi(stdout)} class="exec-output" />}
      {stderr && <Part title={t("chat:tool.errors")} text={stripAnsi(stderr)} class="exec-output exec-stderr" />}
      {exit !== undefined && exit !== "0" && <div class="exec-exit">exit {exit}</div>}
      {item.error && <div class="exec-error-detail">{item.error}</div>}
      {screenshot && (
        <Images sources={[screenshot.startsWith("data:image/") ? screenshot : mediaUrl(sessionKey, screenshot)]} />
      )}
      {document && (
        <Documents
          sessionKey={sessionKey}
          documents={[
            {
              display_name: field(item.result, "filename") ?? document.split("/").at(-1) ?? document,
              stored_filename: document.split("/").at(-1) ?? document,
              mime_type: field(item.result, "mime_type") ?? "",
              ...(Number.isFinite(size) ? { size_bytes: size } : {}),
            },
          ]}
        />
      )}
    </>
  );
}

function Part({ title, text, class: extra = "exec-output" }: { title: string; text: string; class?: string }) {
  if (!text || text === "{}") return null;
  return (
    <div class="exec-part">
      <div class="exec-part-head">
        <span>{title}</span>
        <CopyButton text={() => text} title={t("common:actions.copy")} class="msg-action-btn" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <pre class={extra} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object") {
    const visible = Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("_")));
    return JSON.stringify(Array.isArray(value) ? value : visible, undefined, 2);
  }
  return String(value);
}
