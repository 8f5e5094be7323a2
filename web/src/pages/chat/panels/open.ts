import { signal } from "@preact/signals";

export type Panel = "context" | "full-context" | "shortcuts";

/** Which panel lies over the chat; one at a time. */
export const panel = signal<Panel | undefined>(undefined);

export function showContext(): void {
  panel.value = "context";
}

export function showFullContext(): void {
  panel.value = "full-context";
}

export function showShortcuts(): void {
  panel.value = "shortcuts";
}

export function closePanel(): void {
  panel.value = undefined;
}
