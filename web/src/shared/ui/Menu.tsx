import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconShapes } from "./Icon";
import { moved } from "./listKeys";
import { useDismiss } from "./useDismiss";

export interface MenuEntry {
  label: string;
  /** The tooltip, when it says more than the label. */
  title?: string;
  icon?: IconShapes;
  note?: string;
  danger?: boolean;
  disabled?: boolean;
  /** A hairline above. */
  line?: boolean;
  attributes?: Record<string, string>;
  run: () => void;
}

interface Props {
  name: string;
  icon?: IconShapes;
  children?: ComponentChildren;
  entries: readonly MenuEntry[];
  align?: "left" | "right";
  direction?: "up" | "down";
  class?: string;
  id?: string;
}

/** A button that opens a list of commands. */
export function Menu({
  name,
  icon,
  children,
  entries,
  align = "right",
  direction = "down",
  class: extra = "ghost-btn",
  id,
}: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useDismiss(box, open, () => {
    setOpen(false);
    if (box.current?.contains(document.activeElement)) button.current?.focus();
  });
  useLayoutEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>(".menu-item:not(:disabled)")?.focus();
  }, [open]);

  function onKey(event: KeyboardEvent): void {
    const items = [...(box.current?.querySelectorAll<HTMLElement>(".menu-item:not(:disabled)") ?? [])];
    const next = moved(event.key, items.indexOf(document.activeElement as HTMLElement), items.length);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }

  return (
    <div ref={box} class="relative">
      <button
        ref={button}
        id={id}
        type="button"
        class={extra}
        title={name}
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {icon && <Icon shapes={icon} />}
        {children}
      </button>
      {open && (
        <div
          role="menu"
          aria-label={name}
          tabIndex={-1}
          class="menu"
          style={{ [align]: 0, [direction === "down" ? "top" : "bottom"]: "calc(100% + 4px)" }}
          onKeyDown={onKey}
        >
          {entries.map((entry) => (
            <>
              {entry.line && <div class="menu-line" />}
              <button
                key={entry.label}
                type="button"
                role="menuitem"
                class={`menu-item${entry.danger ? " danger" : ""}`}
                title={entry.title}
                disabled={entry.disabled}
                onClick={() => {
                  setOpen(false);
                  button.current?.focus();
                  entry.run();
                }}
                {...entry.attributes}
              >
                {entry.icon && <Icon shapes={entry.icon} />}
                {entry.label}
                {entry.note && <span class="menu-note">{entry.note}</span>}
              </button>
            </>
          ))}
        </div>
      )}
    </div>
  );
}
