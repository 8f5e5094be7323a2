import type { ContentBlock, DocumentRef } from "../../../shared/rpc/types";
import { readJson, writeJson } from "../../../shared/storage";

/** A message that the gateway has not accepted yet. */
export interface Outgoing {
  id: string;
  sessionKey: string;
  text: string;
  content: ContentBlock[] | undefined;
  documents: DocumentRef[];
  model: string | undefined;
  seq: number;
  createdAt: number;
  /** The gateway said no; it is not sent again by itself. */
  refused?: boolean;
}

const STORED = "moltis-outbox";

function isOutbox(value: unknown): value is Outgoing[] {
  return (
    Array.isArray(value) &&
    value.every((entry) => typeof entry?.id === "string" && typeof entry?.sessionKey === "string")
  );
}

let held: Outgoing[] | undefined;

/** What waits, oldest first. It is written down, so that a reload between Enter and the answer loses nothing. */
function all(): Outgoing[] {
  held ??= readJson(STORED, isOutbox) ?? [];
  return held;
}

export function waiting(sessionKey: string): readonly Outgoing[] {
  return all().filter((entry) => entry.sessionKey === sessionKey);
}

export function sessionsWaiting(): readonly string[] {
  return [...new Set(all().map((entry) => entry.sessionKey))];
}

export function put(entry: Outgoing): void {
  keep([...all().filter((other) => other.id !== entry.id), entry]);
}

export function accepted(id: string): void {
  keep(all().filter((entry) => entry.id !== id));
}

function keep(next: Outgoing[]): void {
  held = next;
  if (next.length === 0) writeJson(STORED, undefined);
  // Pictures may be too large for this storage; then at least the words are kept.
  else if (!writeJson(STORED, next))
    writeJson(
      STORED,
      next.map((entry) => ({ ...entry, content: undefined })),
    );
}

/** For tests. */
export function forgetMemory(): void {
  held = undefined;
}
