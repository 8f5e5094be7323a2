import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const CONTROL = "input, button:not(:disabled), a[href]";

/** When what had the focus is gone with a former state, the next thing to do gets it, and the keyboard stays here. */
export function useKeptFocus(box: RefObject<HTMLElement>, state: unknown): void {
  const first = useRef(true);
  useLayoutEffect(() => {
    const here = box.current;
    const before = document.activeElement;
    if (first.current || !here || (before && !before.contains(here))) {
      first.current = false;
      return;
    }
    const find = (selector: string) => here.querySelector<HTMLElement>(selector);
    const next = find("[data-next]") ?? find("[data-autofocus]") ?? find(CONTROL) ?? here.closest("[role=dialog]");
    if (next instanceof HTMLElement) next.focus();
  }, [state]);
}
