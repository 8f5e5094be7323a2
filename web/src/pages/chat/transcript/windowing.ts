/** The part of a list that is in the document: `from` inclusive, `to` exclusive. */
export interface Range {
  from: number;
  to: number;
}

export const FIRST = 60;
export const STEP = 40;
export const MOST = 160;

/** The newest part. */
export function atEnd(count: number): Range {
  return { from: Math.max(0, count - FIRST), to: count };
}

/** The part around one entry. */
export function around(index: number, count: number): Range {
  const from = Math.max(0, Math.min(index - STEP, count - 2 * STEP));
  return { from, to: Math.min(count, from + 2 * STEP) };
}

/** More above; what is far below leaves. */
export function upwards({ from, to }: Range): Range {
  const next = Math.max(0, from - STEP);
  return { from: next, to: Math.min(to, next + MOST) };
}

/** More below; what is far above leaves. */
export function downwards({ from, to }: Range, count: number): Range {
  const next = Math.min(count, to + STEP);
  return { from: Math.max(from, next - MOST), to: next };
}

/**
 * The same part after the list changed: entries keep their keys.
 *
 * @param wasAtEnd whether the part reached the end before, so that it reaches it still
 */
export function carried(range: Range, before: readonly string[], after: readonly string[], wasAtEnd: boolean): Range {
  const firstKey = before[range.from];
  let from = firstKey === undefined ? -1 : after.indexOf(firstKey);
  if (from < 0) {
    const kept = before.slice(range.from, range.to).find((key) => after.includes(key));
    if (kept === undefined) return atEnd(after.length);
    from = after.indexOf(kept);
  }
  if (wasAtEnd) return { from: Math.max(from, after.length - MOST), to: after.length };
  return { from, to: Math.min(after.length, from + Math.max(1, range.to - range.from)) };
}
