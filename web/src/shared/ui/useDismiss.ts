import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Closes something that floats when the person presses Escape or clicks or tabs elsewhere. */
export function useDismiss(box: RefObject<HTMLElement>, open: boolean, close: () => void): void {
  // Before the next key is typed: it may be the one that closes.
  useLayoutEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    const node = box.current;
    node?.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      node?.removeEventListener("keydown", onKey);
    };
  }, [open]);
}
