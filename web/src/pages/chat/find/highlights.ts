import { rangesIn } from "./matches";

const NAME = "moltis-find";

/** Marks the words below an element without touching its nodes; browsers that cannot do it show no marks. */
export function mark(root: Element | null, query: string): void {
  if (typeof CSS === "undefined" || !("highlights" in CSS)) return;
  const ranges = root ? rangesIn(root, query) : [];
  if (ranges.length === 0) CSS.highlights.delete(NAME);
  else CSS.highlights.set(NAME, new Highlight(...ranges));
}
