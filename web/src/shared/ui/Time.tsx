import { signal } from "@preact/signals";
import { fullTime, relativeTime } from "../format";
import { t } from "../i18n";

/** The present minute; whatever reads it is redrawn when it passes. */
export const minute = signal(Date.now());
if (typeof window !== "undefined") {
  setInterval(() => {
    if (document.visibilityState === "visible") minute.value = Date.now();
  }, 60_000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") minute.value = Date.now();
  });
}

export function Time({ at }: { at: number }) {
  return (
    <time data-epoch-ms={at} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {relativeTime(at, Math.max(minute.value, at), t("common:time.justNow"))}
    </time>
  );
}
