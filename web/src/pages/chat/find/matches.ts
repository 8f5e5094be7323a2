import type { Item } from "../conversation/items";

/** What a person would expect to find an item by. */
export function searchable(item: Item): string {
  switch (item.kind) {
    case "user":
    case "notice":
      return item.text;
    case "answer":
      return item.live?.peek() ?? item.text;
    case "tool":
      return `${item.name} ${typeof item.args === "object" ? JSON.stringify(item.args) : String(item.args ?? "")}`;
    case "approval":
      return item.command;
    case "question":
      return `${item.title} ${item.text}`;
    case "error":
      return `${item.error.title ?? ""} ${item.error.detail ?? ""}`;
  }
}

/** The keys of the items that contain the words, oldest first. */
export function findIn(items: readonly Item[], query: string): string[] {
  const words = query.trim().toLocaleLowerCase();
  if (!words) return [];
  return items.filter((item) => searchable(item).toLocaleLowerCase().includes(words)).map((item) => item.key);
}

/** The places of the words in the text below an element. */
export function rangesIn(root: Node, query: string): Range[] {
  const words = query.trim().toLocaleLowerCase();
  if (!words) return [];
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? "").toLocaleLowerCase();
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + words.length, node.textContent?.length ?? 0));
      ranges.push(range);
    }
  }
  return ranges;
}
