import { signal } from "@preact/signals";
import type { IconShapes } from "./ui/Icon";

/** Something a person can do, defined once: its button, shortcut, palette entry and slash command run this object. */
export interface Action {
  id: string;
  /** Read when it is shown, so that it follows the language. */
  label: () => string;
  group: "navigation" | "settings" | "actions" | "conversation";
  /** Further words by which the palette finds it. */
  keywords?: string;
  icon?: IconShapes;
  /** For example `Mod+K`; `Mod` is ⌘ on Apple devices and Ctrl elsewhere. */
  keys?: string;
  enabled?: () => boolean;
  run: () => void;
}

const registered = signal<readonly Action[]>([]);
export const actions = registered;

/** Makes actions available while the caller lives. @returns takes them back */
export function register(...added: Action[]): () => void {
  registered.value = [...registered.peek(), ...added];
  return () => {
    registered.value = registered.peek().filter((action) => !added.includes(action));
  };
}

export const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** A shortcut as it is printed on the keys. */
export function printed(keys: string): string {
  const named = keys.replace("ArrowUp", "↑").replace("ArrowDown", "↓");
  return isApple
    ? named.replace("Mod+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥")
    : named.replace("Mod+", "Ctrl+");
}

export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const key = parts.pop() ?? "";
  const mod = isApple ? event.metaKey : event.ctrlKey;
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes("Mod") &&
    event.altKey === parts.includes("Alt") &&
    (event.shiftKey === parts.includes("Shift") || (key.length === 1 && !/[a-z0-9]/i.test(key)))
  );
}

/** Runs the first enabled action whose shortcut was pressed. Shortcuts without a modifier leave text fields alone. */
export function onShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const field =
    event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable=true]");
  for (const action of registered.peek()) {
    if (!action.keys || !matches(event, action.keys)) continue;
    if (field && !/Mod|Alt/.test(action.keys)) continue;
    if (action.enabled && !action.enabled()) continue;
    event.preventDefault();
    action.run();
    return;
  }
}
