import close from "lucide:x";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { hintOfError, messageOf } from "../rpc/errors";
import { Icon } from "./Icon";

interface Toast {
  id: number;
  kind: "info" | "success" | "error";
  text: string;
  hint: string | undefined;
  action: { label: string; run: () => void } | undefined;
  gone: (() => void) | undefined;
  timer: ReturnType<typeof setTimeout>;
}

export interface ToastOptions {
  hint?: string | undefined;
  action?: { label: string; run: () => void };
  durationMs?: number;
  /** Called once when it goes away without its action being used. */
  gone?: () => void;
}

const shown = signal<readonly Toast[]>([]);
let nextId = 1;

export function toast(text: string, kind: Toast["kind"] = "info", options: ToastOptions = {}): () => void {
  const id = nextId++;
  const timer = setTimeout(() => dismiss(id), options.durationMs ?? (options.hint ? 8_000 : 4_000));
  shown.value = [
    ...shown.peek(),
    { id, kind, text, hint: options.hint, action: options.action, gone: options.gone, timer },
  ];
  return () => dismiss(id);
}

export function toastSuccess(text: string, options?: ToastOptions): void {
  toast(text, "success", options);
}

/** Tells anything that was thrown: what happened, and what to do when the error knows. */
export function toastError(error: unknown, options: ToastOptions = {}): void {
  toast(messageOf(error), "error", { hint: hintOfError(error), durationMs: 8_000, ...options });
}

function dismiss(id: number, acted = false): void {
  const found = shown.peek().find((entry) => entry.id === id);
  if (!found) return;
  clearTimeout(found.timer);
  shown.value = shown.peek().filter((entry) => entry.id !== id);
  if (!acted) found.gone?.();
}

export function Toasts() {
  return (
    <div id="preactToastRoot" class="skills-toast-container" role="status" aria-live="polite">
      {shown.value.map((entry) => (
        <div key={entry.id} class={`toast ${entry.kind}`} role={entry.kind === "error" ? "alert" : undefined}>
          <span class="toast-text">
            {entry.text}
            {entry.hint && <span class="toast-hint">{entry.hint}</span>}
          </span>
          {entry.action && (
            <button
              type="button"
              class="provider-btn provider-btn-secondary provider-btn-sm"
              onClick={() => {
                entry.action?.run();
                dismiss(entry.id, true);
              }}
            >
              {entry.action.label}
            </button>
          )}
          <button
            type="button"
            class="ghost-btn"
            aria-label={t("common:actions.close")}
            onClick={() => dismiss(entry.id)}
          >
            <Icon shapes={close} />
          </button>
        </div>
      ))}
    </div>
  );
}
