import type { LogEntry } from "../../../shared/rpc/types";

export const LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

export interface LogFilter {
  level: Level;
  target: string;
  search: string;
}

/** Whether a live record belongs to what is shown; the same rule as the gateway's. */
export function passes(entry: LogEntry, { level, target, search }: LogFilter): boolean {
  const rank = LEVELS.indexOf(entry.level.toLowerCase() as Level);
  if (rank >= 0 && rank < LEVELS.indexOf(level)) return false;
  if (target && !entry.target.toLowerCase().includes(target.toLowerCase())) return false;
  return !search || text(entry).toLowerCase().includes(search.toLowerCase());
}

/** A record on one line. */
export function text(entry: LogEntry): string {
  const fields = Object.entries(entry.fields ?? {}).map(
    ([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
  );
  return [entry.message, ...fields].join(" ");
}
