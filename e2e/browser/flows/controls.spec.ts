import { conversations, type Place, places } from "../harness/places.ts";
import { expect, type Page, test } from "../harness/test.ts";

const CONTROLS = [
  "button:enabled:visible",
  "a[href]:visible",
  "summary:visible",
  "select:enabled:visible",
  "input:enabled:visible",
  "textarea:enabled:visible",
].join(", ");

/** Where rows of every kind lie open, and what of the page is looked at there: the frame only once. */
const VISITED: readonly (readonly [place: string, scope: string])[] = [
  ["chat", "body"],
  ["chat-tool", "#messages"],
  ["chat-code", "#messages"],
  ["chat-error", "#messages"],
  ["chat-queue", "#chatComposer"],
  ["chat-actions", "#sessionActionsMount"],
  ["sessions-search", "#sessionsPanel"],
  ["palette", ".cmd-palette"],
  ["settings-profile", "#pageContent"],
  ["settings-appearance", ".settings-section"],
  ["settings-providers", ".settings-section"],
  ["settings-providers-add", "#providerModal"],
  ["settings-config", ".settings-section"],
  ["settings-logs", ".settings-section"],
  ["settings-about", ".settings-section"],
];

/** What a person can see of a page, without what changes by itself. */
function looks(page: Page): Promise<string> {
  return page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement;
    for (const node of body.querySelectorAll("time, #memoryInfo, .session-time, .thinking, .log-row")) node.remove();
    const values = [...document.querySelectorAll<HTMLInputElement>("input, select, textarea")].map(
      (field) => `${field.value}|${field.checked}`,
    );
    const { dataset } = document.documentElement;
    return [location.href, document.title, JSON.stringify(dataset), body.innerHTML, ...values].join("\n");
  });
}

/** The kind of row and of control: of forty rows that are alike one is pressed. Empty: pressing rightly does nothing. */
function kinds(page: Page, scope: string): Promise<string[]> {
  return page
    .locator(scope)
    .locator(CONTROLS)
    .evaluateAll((nodes) =>
      nodes.map((node) => {
        const chosen =
          ["aria-current", "aria-pressed", "aria-selected", "aria-checked"].some((name) =>
            ["true", "page"].includes(node.getAttribute(name) ?? ""),
          ) ||
          (node instanceof HTMLInputElement && node.type === "radio" && node.checked) ||
          (node instanceof HTMLAnchorElement && node.pathname === location.pathname && node.hash === "") ||
          node.classList.contains("skip-link");
        if (chosen) return "";
        const row = node.closest(
          "[data-session-key], .model-row, .provider-item, .cmd-palette-item, .search-hit, .menu-item",
        );
        const name = node.getAttribute("aria-label") ?? node.getAttribute("title") ?? node.textContent ?? "";
        const list = row?.matches(".menu-item") ? null : row;
        return list
          ? `${list.className.replace(/\d+/g, "")}: ${node.tagName} ${node.className}`
          : `${node.className} ${name}`;
      }),
    );
}

/** Presses it as its kind is pressed, and tells whether anything came of it. */
async function press(page: Page, scope: string, index: number): Promise<boolean> {
  const control = page.locator(scope).locator(CONTROLS).nth(index);
  const elsewhere = { happened: false };
  const happen = () => {
    elsewhere.happened = true;
  };
  page.once("download", happen);
  page.once("filechooser", happen);
  page.context().once("page", (opened) => {
    happen();
    void opened.close();
  });
  await control.hover({ timeout: 5_000 }).catch(() => {});
  const before = await looks(page);
  const kind = await control.evaluate((node) =>
    node instanceof HTMLInputElement ? `input ${node.type}` : node.tagName.toLowerCase(),
  );
  if (kind === "select") {
    const values = await control
      .locator("option")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLOptionElement).value));
    const now = await control.inputValue();
    await control.selectOption(values.find((value) => value !== now) ?? now);
  } else if (kind === "textarea" || /^input (text|search|url|password|number|email)$/.test(kind)) {
    await control.fill("typed");
  } else {
    await control.click();
  }
  return expect
    .poll(async () => elsewhere.happened || (await looks(page)) !== before, { timeout: 5_000 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    );
}

for (const [name, scope] of VISITED) {
  const place = places.find((each) => each.name === name) as Place;

  test.describe(() => {
    test.use({ stored: { conversations }, permissions: ["clipboard-read", "clipboard-write"] });

    test(`every control on every kind of row does something: ${name}`, async ({ page, model, gateway: _ }) => {
      test.setTimeout(180_000);
      const stage = { model: model.url, device: "desk" } as const;
      await place.go(page, stage);
      const all = await kinds(page, scope);
      expect(all.length).toBeGreaterThan(0);
      const idle: string[] = [];
      const met = new Set<string>([""]);
      for (const kind of all) {
        if (met.has(kind)) continue;
        met.add(kind);
        await place.go(page, stage);
        // What was pressed before may have changed the page: what is gone can't be pressed, and need not be.
        const index = (await kinds(page, scope)).indexOf(kind);
        if (index >= 0 && !(await test.step(kind, () => press(page, scope, index)))) idle.push(kind);
        await expect(page.locator("#pageContent, .onboarding, h1").first(), kind).toBeAttached();
      }

      expect(idle, "controls that do nothing").toEqual([]);
    });
  });
}
