import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { boot } from "./boot";
import { read } from "./storage";

export type Route =
  | { page: "chat"; sessionKey: string }
  | { page: "settings"; section: string; sub: string | undefined }
  | { page: "unknown" };

const here = signal(typeof location === "undefined" ? "/" : location.pathname);
export const path: ReadonlySignal<string> = here;
export const route = computed<Route>(() => parse(here.value));

const ALIASES: Readonly<Record<string, string>> = { tailscale: "remote-access", identity: "profile" };
const STAND_ALONE: Readonly<Record<string, string>> = {
  "/projects": "projects",
  "/skills": "skills",
  "/monitoring": "monitoring",
};

/** A route as the server names it; the text stands in one place only. */
export function named(name: string, otherwise: string): string {
  return boot.value.routes?.[name] ?? otherwise;
}

/** The address of a session: `session:ab` lives at `/chats/session/ab`. */
export function chatPath(sessionKey: string): string {
  return `${named("chats", "/chats")}/${sessionKey.split(":").map(encodeURIComponent).join("/")}`;
}

export function settingsPath(section: string, sub?: string): string {
  return `${named("settings", "/settings")}/${section}${sub ? `/${sub}` : ""}`;
}

export function lastSession(): string {
  return read("moltis-session") ?? "main";
}

/** Only the path decides; a query never does anything. */
export function parse(pathname: string): Route {
  const plain = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  if (plain === "" || plain === "/" || plain === "/chats") return { page: "chat", sessionKey: lastSession() };
  if (plain.startsWith("/chats/")) {
    const parts = plain.slice("/chats/".length).split("/").filter(Boolean).map(decode);
    return { page: "chat", sessionKey: parts.join(":") };
  }
  if (plain === "/settings") return { page: "settings", section: "profile", sub: undefined };
  if (plain.startsWith("/settings/")) {
    const [section = "profile", ...rest] = plain.slice("/settings/".length).split("/");
    return { page: "settings", section: ALIASES[section] ?? section, sub: rest.join("/") || undefined };
  }
  for (const [prefix, section] of Object.entries(STAND_ALONE)) {
    if (plain === prefix || plain.startsWith(`${prefix}/`)) {
      return { page: "settings", section, sub: plain.slice(prefix.length + 1) || undefined };
    }
  }
  return { page: "unknown" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Goes to a page of this app. */
export function navigate(target: string, options: { replace?: boolean } = {}): void {
  if (target === location.pathname) return;
  if (options.replace) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  here.value = location.pathname;
}

/** Makes the address tell the page that is shown: `/` becomes the session, an unknown section the profile. */
export function canonicalise(known: (section: string) => boolean): void {
  const now = route.peek();
  const plain = here.peek();
  if (now.page === "chat" && (plain === "/" || plain.replace(/\/+$/, "") === "/chats")) {
    navigate(chatPath(now.sessionKey), { replace: true });
  } else if (now.page === "settings") {
    const standsAlone = Object.keys(STAND_ALONE).some((prefix) => plain === prefix || plain.startsWith(`${prefix}/`));
    if (!known(now.section)) navigate(settingsPath("profile"), { replace: true });
    else if (!standsAlone && plain !== settingsPath(now.section, now.sub)) {
      navigate(settingsPath(now.section, now.sub), { replace: true });
    }
  }
}

/** A plain click stays in the app; every other click is the browser's. */
export function onLink(event: MouseEvent, target: string, then?: () => void): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  navigate(target);
  then?.();
}

if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    here.value = location.pathname;
  });
}
