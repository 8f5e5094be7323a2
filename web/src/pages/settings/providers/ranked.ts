import type { Model } from "../../../shared/rpc/types";

/** The highest number in a name: `gpt-5.2` is newer than `gpt-4o`. */
function version(id: string): number {
  return Math.max(
    0,
    ...[...id.matchAll(/(?<![\w.])v?(\d{1,2}(?:\.\d+)?)(?![\d])/g)].map(([, number]) => Number(number)),
  );
}

/** Preferred, then recommended, then the newest. */
export function ranked(models: readonly Model[]): Model[] {
  return [...models].sort(
    (a, b) =>
      Number(b.preferred ?? false) - Number(a.preferred ?? false) ||
      Number(b.recommended ?? false) - Number(a.recommended ?? false) ||
      (b.createdAt ?? 0) - (a.createdAt ?? 0) ||
      version(b.id) - version(a.id) ||
      a.displayName.localeCompare(b.displayName),
  );
}
