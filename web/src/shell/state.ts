import { signal } from "@preact/signals";

/** What lies over the page. */
export const paletteOpen = signal(false);
export const mobileMenuOpen = signal(false);
export const sessionsSheetOpen = signal(false);
