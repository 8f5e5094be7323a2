import type { ContentBlock, HistoryLine, TokenUse } from "../../../shared/rpc/types";
import type { AnswerMeta, Item } from "./items";

/** The items that stored lines are shown as. */
export function toItems(lines: readonly HistoryLine[]): Item[] {
  return lines.flatMap((line) => {
    const item = toItem(line);
    return item ? [item] : [];
  });
}

function toItem(line: HistoryLine): Item | undefined {
  const index = line.historyIndex;
  const common = {
    key: `h${index}`,
    index,
    place: index ?? Number.MAX_SAFE_INTEGER,
    at: line.created_at,
    runId: line.run_id,
  };
  switch (line.role) {
    case "user":
      return {
        ...common,
        kind: "user",
        text: textOf(line.content),
        images: imagesOf(line.content),
        documents: line.documents ?? [],
        channel: line.channel,
        delivery: "sent",
        outboxId: line.idempotency_key,
        error: undefined,
        seq: line.seq,
      };
    case "assistant": {
      const text = textOf(line.content);
      if (!text.trim() && !line.reasoning?.trim()) return undefined;
      return {
        ...common,
        kind: "answer",
        text,
        live: undefined,
        running: false,
        reasoning: line.reasoning?.trim() || undefined,
        thoughtMs: undefined,
        meta: metaOf(line),
        partial: false,
      };
    }
    case "tool_result":
      return {
        ...common,
        kind: "tool",
        callId: line.tool_call_id ?? String(index),
        name: line.tool_name ?? "tool",
        args: line.arguments,
        executionMode: undefined,
        status: line.success === false ? "failed" : "ok",
        result: line.result,
        error: errorText(line.error),
        startedAt: undefined,
        tookMs: line.durationMs,
        reasoning: line.reasoning?.trim() || undefined,
        thoughtMs: undefined,
      };
    case "notice":
    case "system": {
      const text = textOf(line.content);
      return {
        ...common,
        kind: "notice",
        tone: /compact|summar/i.test(line.title ?? text.slice(0, 40)) ? "compaction" : "plain",
        title: line.title,
        text,
      };
    }
    default:
      return undefined;
  }
}

const TOKEN_FIELDS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "requestInputTokens",
  "requestOutputTokens",
  "requestCacheReadTokens",
  "requestCacheWriteTokens",
] as const satisfies readonly (keyof TokenUse)[];

export function metaOf(line: Partial<HistoryLine>): AnswerMeta {
  const tokens: TokenUse = {};
  for (const name of TOKEN_FIELDS) {
    const count = line[name];
    if (typeof count === "number") tokens[name] = count;
  }
  return { model: line.model, provider: line.provider, durationMs: line.durationMs, ...tokens };
}

export function textOf(content: string | ContentBlock[] | undefined): string {
  if (content === undefined) return "";
  if (typeof content === "string") return content;
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}

function imagesOf(content: string | ContentBlock[] | undefined): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((block) => (block.type === "image_url" ? [block.image_url.url] : []));
}

/** The sentence in an error, however it is wrapped. */
export function errorText(error: unknown): string | undefined {
  if (typeof error === "string") return error || undefined;
  if (typeof error !== "object" || error === null) return undefined;
  for (const name of ["detail", "message", "error", "title"] as const) {
    const value = (error as Record<string, unknown>)[name];
    if (typeof value === "string" && value) return value;
  }
  return undefined;
}
