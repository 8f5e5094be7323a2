import { type Signal, signal } from "@preact/signals";
import { read, write } from "../../../shared/storage";

const PREFIX = "moltis-draft:";
const held = new Map<string, Signal<string>>();
const unsaved = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function text(key: string): Signal<string> {
  const known = held.get(key);
  if (known) return known;
  const created = signal(read(PREFIX + key) ?? "");
  held.set(key, created);
  return created;
}

function set(key: string, value: string): void {
  text(key).value = value;
  unsaved.add(key);
  clearTimeout(timer);
  timer = setTimeout(save, 150);
}

function save(): void {
  clearTimeout(timer);
  for (const key of unsaved) write(PREFIX + key, held.get(key)?.peek() || undefined);
  unsaved.clear();
}

/** What was typed and not sent, one text per session. It survives a reload. */
export const drafts = {
  text,
  set,
  save,
  /** Puts a text into the composer; what stood there is kept below it. */
  append(key: string, added: string): void {
    const before = text(key).peek();
    set(key, before.trim() ? `${added}\n\n${before}` : added);
    focusComposer();
  },
  replace(key: string, next: string): void {
    set(key, next);
    focusComposer();
  },
};

export function focusComposer(): void {
  const input = document.getElementById("chatInput");
  if (!(input instanceof HTMLTextAreaElement)) return;
  input.focus();
  requestAnimationFrame(() => input.setSelectionRange(input.value.length, input.value.length));
}

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}
