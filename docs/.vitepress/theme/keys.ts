/** The handbook's shortcuts: arrows turn the pages, S or / searches, ? lists the shortcuts, Esc closes. */

const shortcuts: ReadonlyArray<readonly [keys: string, what: string]> = [
  ["← →", "Previous and next chapter"],
  ["S or /", "Search"],
  ["?", "This list"],
  ["Esc", "Close"],
];

export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = actionOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function actionOf(key: string): (() => void) | undefined {
  switch (key) {
    case "ArrowLeft":
      return () => follow(".pager-link.prev");
    case "ArrowRight":
      return () => follow(".pager-link.next");
    case "s":
    case "S":
    case "/":
      return () => document.querySelector<HTMLButtonElement>(".DocSearch-Button")?.click();
    case "?":
      return showShortcuts;
    default:
      return undefined;
  }
}

function follow(selector: string): void {
  document.querySelector<HTMLAnchorElement>(selector)?.click();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("dialog") !== null)
  );
}

function showShortcuts(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "shortcuts";
  dialog.setAttribute("aria-label", "Keyboard shortcuts");
  const title = document.createElement("h2");
  title.textContent = "Keyboard shortcuts";
  const list = document.createElement("dl");
  for (const [keys, what] of shortcuts) {
    const key = document.createElement("dt");
    key.textContent = keys;
    const meaning = document.createElement("dd");
    meaning.textContent = what;
    list.append(key, meaning);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
