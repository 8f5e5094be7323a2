import { languageTag } from "./i18n";

/** `36.6K`, `1.2M`; plain below a thousand. */
export function formatTokens(count: number): string {
  if (count < 1_000) return String(Math.round(count));
  if (count < 1_000_000) return `${(count / 1_000).toFixed(1)}K`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1024;
    unit++;
  } while (value >= 1024 && unit < units.length - 1);
  return `${value.toFixed(1)} ${units[unit]}`;
}

export function formatAssistantTokenUsage(input: number, output: number, cached: number): string {
  return `${formatTokens(input)} in${cached > 0 ? ` (${formatTokens(cached)} cached)` : ""} / ${formatTokens(output)} out`;
}

export function formatAudioDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "00:00";
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

/** `12 ms`, `3.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function formatSpeed(tokensPerSecond: number): string {
  const digits = tokensPerSecond >= 100 ? 0 : tokensPerSecond >= 10 ? 1 : 2;
  return `${tokensPerSecond.toFixed(digits)} tok/s`;
}

const DAY = 86_400_000;

/** When a session was last used: the time today, then yesterday, the weekday, the date, the date with its year. */
export function sessionTime(at: number, now: number): string {
  const tag = languageTag.value;
  const then = new Date(at);
  const today = startOfDay(now);
  if (at >= today) return then.toLocaleTimeString(tag, { hour: "2-digit", minute: "2-digit" });
  if (at >= today - DAY) return new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(-1, "day");
  if (at >= today - 6 * DAY) return then.toLocaleDateString(tag, { weekday: "short" });
  const sameYear = then.getFullYear() === new Date(now).getFullYear();
  return then.toLocaleDateString(tag, { month: "short", day: "numeric", ...(sameYear ? {} : { year: "numeric" }) });
}

export function startOfDay(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** `just now`, `5 minutes ago`, and after a week the date and time. */
export function relativeTime(at: number, now: number, justNow: string): string {
  const tag = languageTag.value;
  const past = now - at;
  if (Math.abs(past) < 30_000) return justNow;
  if (Math.abs(past) >= 7 * DAY) return new Date(at).toLocaleString(tag, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  if (Math.abs(past) < 60_000) return relative.format(-Math.round(past / 1_000), "second");
  if (Math.abs(past) < 3_600_000) return relative.format(-Math.round(past / 60_000), "minute");
  if (Math.abs(past) < DAY) return relative.format(-Math.round(past / 3_600_000), "hour");
  return relative.format(-Math.round(past / DAY), "day");
}

export function fullTime(at: number): string {
  return new Date(at).toLocaleString(languageTag.value, { dateStyle: "full", timeStyle: "medium" });
}
