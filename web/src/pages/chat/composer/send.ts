import { signal } from "@preact/signals";
import { byKey } from "../../../sessions/store";
import { t } from "../../../shared/i18n";
import type { ContentBlock, DocumentRef } from "../../../shared/rpc/types";
import { readJson, writeJson } from "../../../shared/storage";
import * as models from "../../../shared/stores/models";
import { toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import type { UserItem } from "../conversation/items";
import { pending, uploadFile } from "./attachments";
import { drafts } from "./drafts";

const HISTORY = "moltis-chat-history";
const REMEMBERED = 200;

/** Sessions in which files are being uploaded. */
export const uploading = signal<ReadonlySet<string>>(new Set());

/** The model that answers in a session: its own, or the person's usual one. */
export function modelFor(sessionKey: string): string {
  const own = byKey(sessionKey)?.model;
  return own ? models.splitId(own).id : models.defaultModel.value;
}

function wireModel(sessionKey: string): string | undefined {
  const id = modelFor(sessionKey);
  if (!id) return undefined;
  return models.find(id)?.supportsReasoning ? models.joinId(id, models.effort.value) : id;
}

/**
 * Sends what the composer of a session holds. The words leave the composer only when they are safe in the outbox; when a
 * file cannot be uploaded, everything stays. @returns whether it was handed over
 */
export async function submit(conversation: Conversation, prefix = ""): Promise<boolean> {
  const key = conversation.key;
  const typed = drafts.text(key).peek().trim();
  const attachments = pending(key).peek();
  if (!typed && attachments.length === 0) return false;
  if (uploading.peek().has(key)) return false;
  const text = prefix && typed && !typed.startsWith(prefix) ? prefix + typed : typed;

  let documents: DocumentRef[] = [];
  const files = attachments.filter((attachment) => attachment.picture === undefined);
  if (files.length > 0) {
    uploading.value = new Set(uploading.peek()).add(key);
    try {
      documents = await Promise.all(files.map((attachment) => uploadFile(key, attachment.file)));
    } catch (error) {
      conversation.tell(t("chat:attach.failed"));
      toastError(error);
      return false;
    } finally {
      const rest = new Set(uploading.peek());
      rest.delete(key);
      uploading.value = rest;
    }
  }
  const pictures = attachments.flatMap(({ picture }): ContentBlock[] =>
    picture ? [{ type: "image_url", image_url: { url: picture } }] : [],
  );
  conversation.send({
    text,
    content: pictures.length > 0 ? [...(text ? [{ type: "text" as const, text }] : []), ...pictures] : undefined,
    documents,
    model: wireModel(key),
  });
  remember(typed);
  drafts.set(key, "");
  drafts.save();
  pending(key).value = pending(key)
    .peek()
    .filter((attachment) => !attachments.includes(attachment));
  return true;
}

/** Sends a sentence without touching what is being typed. */
export function say(conversation: Conversation, text: string): void {
  conversation.send({ text, content: undefined, documents: [], model: wireModel(conversation.key) });
}

/** Sends the last message of the person once more. */
export function repeat(conversation: Conversation): void {
  const last = conversation.items
    .peek()
    .findLast((item): item is UserItem => item.kind === "user" && item.delivery === "sent");
  if (!last) return;
  const pictures = last.images.map((url): ContentBlock => ({ type: "image_url", image_url: { url } }));
  conversation.send({
    text: last.text,
    content: pictures.length > 0 ? [{ type: "text", text: last.text }, ...pictures] : undefined,
    documents: [...last.documents],
    model: wireModel(conversation.key),
  });
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

/** What was sent before, oldest first. */
export function sentBefore(): string[] {
  return readJson(HISTORY, isTexts) ?? [];
}

function remember(text: string): void {
  if (!text) return;
  const before = sentBefore();
  if (before.at(-1) !== text) writeJson(HISTORY, [...before, text].slice(-REMEMBERED));
}
