import { type Signal, signal } from "@preact/signals";
import { formatBytes } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { uuid } from "../../../shared/ids";
import { HttpError, upload } from "../../../shared/rpc/http";
import type { DocumentRef } from "../../../shared/rpc/types";
import { toast } from "../../../shared/ui/toasts";

export interface Attachment {
  id: string;
  file: File;
  /** A picture that travels inside the message; everything else is uploaded. */
  picture: string | undefined;
}

const LARGEST_FILE = 20 * 1024 * 1024;
const LARGEST_PICTURE = 5 * 1024 * 1024;
const PICTURE_TYPES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

const held = new Map<string, Signal<readonly Attachment[]>>();

/** What will go with the next message of a session. */
export function pending(sessionKey: string): Signal<readonly Attachment[]> {
  const known = held.get(sessionKey);
  if (known) return known;
  const created = signal<readonly Attachment[]>([]);
  held.set(sessionKey, created);
  return created;
}

export async function attach(sessionKey: string, files: Iterable<File>): Promise<void> {
  for (const file of files) {
    if (file.size > LARGEST_FILE) {
      toast(t("chat:attach.tooLarge", { name: file.name, limit: formatBytes(LARGEST_FILE) }), "error");
      continue;
    }
    const inline = PICTURE_TYPES.has(file.type) && file.size <= LARGEST_PICTURE;
    const picture = inline ? await dataUrl(file) : undefined;
    const list = pending(sessionKey);
    list.value = [...list.peek(), { id: uuid(), file, picture }];
  }
}

export function detach(sessionKey: string, id: string): void {
  const list = pending(sessionKey);
  list.value = list.peek().filter((attachment) => attachment.id !== id);
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

interface Uploaded {
  ok?: boolean;
  filename?: string;
  contentType?: string;
  size?: number;
  url?: string;
}

/** Brings a file into the session's folder. */
export async function uploadFile(sessionKey: string, file: File): Promise<DocumentRef> {
  const answer = await upload<Uploaded>(`/api/sessions/${encodeURIComponent(sessionKey)}/upload`, file, {
    "Content-Type": file.type || "application/octet-stream",
    "X-Filename": file.name.replace(/[^A-Za-z0-9._-]/g, "_") || "file",
  });
  if (!answer.ok || !answer.filename)
    throw new HttpError(0, "UPLOAD_FAILED", t("chat:attach.failed"), undefined, undefined, {});
  return {
    display_name: file.name,
    stored_filename: answer.filename,
    mime_type: answer.contentType ?? file.type,
    size_bytes: answer.size ?? file.size,
    ...(answer.url ? { url: answer.url } : {}),
  };
}
