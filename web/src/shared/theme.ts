import { signal } from "@preact/signals";
import { read, write } from "./storage";

export const THEMES = ["light", "system", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export type ReadingFont = "system" | "serif";

const system = typeof matchMedia === "undefined" ? undefined : matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
  const value = read("moltis-theme");
  return THEMES.find((known) => known === value) ?? "system";
}

export const theme = signal<Theme>(stored());
export const readingFont = signal<ReadingFont>(read("moltis-reading-font") === "serif" ? "serif" : "system");

export function setTheme(next: Theme): void {
  write("moltis-theme", next);
  theme.value = next;
  paint();
}

export function setReadingFont(next: ReadingFont): void {
  write("moltis-reading-font", next === "serif" ? next : undefined);
  readingFont.value = next;
  paint();
}

/** From light to dark and back, whatever the system says. */
export function toggleTheme(): void {
  setTheme(document.documentElement.dataset["theme"] === "dark" ? "light" : "dark");
}

export function paint(): void {
  const dark = theme.value === "dark" || (theme.value === "system" && system?.matches === true);
  const root = document.documentElement;
  root.dataset["theme"] = dark ? "dark" : "light";
  root.style.colorScheme = "";
  root.style.backgroundColor = "";
  root.dataset["reading"] = readingFont.value;
}

system?.addEventListener("change", paint);
