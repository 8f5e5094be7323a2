import close from "lucide:x";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { createPortal } from "preact/compat";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "./Icon";

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Keeps the focus inside while it lives, hands it back afterwards, and closes on Escape. */
export function useFocusTrap(onClose: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const closing = useRef(onClose);
  closing.current = onClose;
  // Before the next key is typed: it belongs to what was opened and not to what lies below.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const inside = () => [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
    const first =
      box.current?.querySelector<HTMLElement>("[autofocus], [data-autofocus]") ?? inside()[0] ?? box.current;
    first?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        event.preventDefault();
        closing.current();
      } else if (event.key === "Tab") {
        const items = inside();
        const edge = event.shiftKey ? items[0] : items.at(-1);
        if (items.length === 0 || document.activeElement === edge || !box.current?.contains(document.activeElement)) {
          event.preventDefault();
          (event.shiftKey ? items.at(-1) : items[0])?.focus();
        }
      }
    };
    const node = box.current;
    node?.addEventListener("keydown", onKey);
    return () => {
      node?.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return box;
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  actions?: ComponentChildren;
  wide?: boolean;
  id?: string;
  role?: "dialog" | "alertdialog";
  classes?: { overlay: string; box: string };
}

const PLAIN = { overlay: "modal-overlay", box: "modal-box" };

export function Dialog({ title, onClose, children, actions, wide, id, role = "dialog", classes = PLAIN }: DialogProps) {
  const box = useFocusTrap(onClose);
  const heading = useId();
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the backdrop is a second way out beside Escape and the close button
    <div id={id} class={classes.overlay} onClick={(event) => event.target === event.currentTarget && onClose()}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is one of the two dialog roles */}
      <div
        ref={box}
        class={`${classes.box}${wide ? " wide" : ""}`}
        role={role}
        aria-modal="true"
        aria-labelledby={heading}
        tabIndex={-1}
      >
        <div class="modal-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="ghost-btn" aria-label={t("common:actions.close")} onClick={onClose}>
            <Icon shapes={close} />
          </button>
        </div>
        <div class="modal-body">{children}</div>
        {actions && <div class="modal-actions">{actions}</div>}
      </div>
    </div>,
    document.body,
  );
}

interface Question {
  title: string;
  text: string;
  confirm: string;
  danger: boolean;
  classes: { overlay: string; box: string };
  answer: (yes: boolean) => void;
}

const asked = signal<Question | undefined>(undefined);

interface ConfirmOptions {
  title?: string;
  confirm?: string;
  danger?: boolean;
}

/** Asks before something that cannot be undone. */
export function confirm(text: string, options: ConfirmOptions = {}): Promise<boolean> {
  return new Promise((resolve) => {
    asked.peek()?.answer(false);
    asked.value = {
      title: options.title ?? t("common:confirm.title"),
      text,
      confirm: options.confirm ?? t("common:actions.confirm"),
      danger: options.danger ?? false,
      classes: options.danger ? { overlay: "provider-modal-backdrop", box: "provider-modal" } : PLAIN,
      answer: (yes) => {
        asked.value = undefined;
        resolve(yes);
      },
    };
  });
}

/** Where {@link confirm} appears; stands once in the page. */
export function ConfirmRoot() {
  const question = asked.value;
  if (!question) return null;
  return (
    <Dialog
      title={question.title}
      role="alertdialog"
      classes={question.classes}
      onClose={() => question.answer(false)}
      actions={
        <>
          <button type="button" class="provider-btn provider-btn-secondary" onClick={() => question.answer(false)}>
            {t("common:actions.cancel")}
          </button>
          <button
            type="button"
            data-autofocus
            class={`provider-btn${question.danger ? " provider-btn-danger filled" : ""}`}
            onClick={() => question.answer(true)}
          >
            {question.confirm}
          </button>
        </>
      }
    >
      <p>{question.text}</p>
    </Dialog>
  );
}
