import type { MemoryUse, UpdateInfo } from "../boot";
import type { ChannelMeta, ChatErrorInfo, HistoryLine, LogEntry, OpenQuestion, SessionRow, TokenUse } from "./types";

interface OfSession {
  sessionKey: string;
}
interface OfRun extends OfSession {
  runId?: string;
  seq?: number | null;
}

/** Event `chat`: `state` tells the cases apart. */
export type ChatEvent =
  | (OfSession & { state: "queued"; runId?: string; mode?: string; position?: number })
  | (OfSession & { state: "queue_cleared"; count?: number })
  | (OfSession & { state: "rejected"; reason?: string })
  | (OfSession & { state: "session_cleared" })
  | (OfRun & { state: "user_message"; text?: string; messageIndex?: number })
  | (OfSession & { state: "channel_user"; text?: string; channel?: ChannelMeta; hasAttachments?: boolean })
  | (OfRun & { state: "running"; model?: string; provider?: string })
  | (OfRun & { state: "voice_pending" | "thinking" | "thinking_done" })
  | (OfRun & { state: "thinking_text"; text?: string })
  | (OfRun & { state: "delta"; text?: string; offset?: number })
  | (OfRun & { state: "iteration"; iteration?: number })
  | (OfRun & {
      state: "tool_call_start";
      toolCallId: string;
      toolName: string;
      arguments?: unknown;
      executionMode?: string;
    })
  | (OfRun & {
      state: "tool_call_end";
      toolCallId: string;
      toolName: string;
      success?: boolean;
      result?: unknown;
      error?: unknown;
      rejected?: boolean;
      arguments?: unknown;
      messageIndex?: number;
    })
  | (OfRun & { state: "sub_agent_start" | "sub_agent_end"; task?: string; model?: string; depth?: number })
  | (OfRun & { state: "notice"; title?: string; message?: string; fromModel?: string; toModel?: string })
  | (OfRun & OpenQuestion & { state: "question" })
  | (OfRun & { state: "question_closed"; questionId: string; choice?: string })
  | (OfRun & { state: "retrying"; error?: ChatErrorInfo; retryAfterMs?: number })
  | (OfRun & { state: "steered"; text?: string })
  | (OfRun & { state: "auto_compact"; phase?: string; reason?: string; error?: string })
  | (OfSession & {
      state: "compact";
      phase?: string;
      messageCount?: number;
      totalTokens?: number;
      mode?: string;
      settingsHint?: string;
    })
  | (OfRun &
      TokenUse & {
        state: "final";
        text?: string;
        model?: string;
        provider?: string;
        durationMs?: number;
        messageIndex?: number;
        replyMedium?: string;
        iterations?: number;
        toolCallsMade?: number;
        reasoning?: string;
      })
  | (OfRun & {
      state: "error";
      error?: ChatErrorInfo;
      message?: string;
      canContinue?: boolean;
      partialMessage?: string | Partial<HistoryLine> | null;
      messageIndex?: number | null;
    })
  | (OfRun & { state: "aborted"; partialMessage?: string | Partial<HistoryLine> | null; messageIndex?: number | null });

export interface ModelsUpdated {
  modelId?: string;
  phase?: "catalog" | "start" | "progress" | "complete" | "cancelled" | "error";
  reason?: string;
  total?: number;
  checked?: number;
  supported?: number;
  unsupported?: number;
  errors?: number;
}

export interface ServerEvents {
  chat: ChatEvent;
  session: { kind: string; sessionKey: string; entry?: Partial<SessionRow>; version?: number; label?: string };
  error: { code?: string; message?: string };
  tick: { ts?: number; mem?: MemoryUse };
  shutdown: { reason?: string; graceMs?: number };
  "auth.credentials_changed": { reason?: string };
  "models.updated": ModelsUpdated;
  "providers.updated": { provider?: string; signIn?: "signed-in" | "needs-sign-in" | "disconnected"; error?: string };
  "providers.validate.progress": {
    provider?: string;
    phase?: string;
    requestId?: string;
    message?: string;
    modelCount?: number;
    attempt?: number;
    totalAttempts?: number;
  };
  "local-llm.download": {
    modelId: string;
    displayName?: string;
    downloaded?: number;
    total?: number | null;
    progress?: number | null;
    status?: string;
    complete?: boolean;
    error?: string;
  };
  "local-llm.lifecycle": { modelId: string; state: string };
  "logs.entry": LogEntry;
  "update.available": UpdateInfo;
  "exec.approval.requested": {
    requestId: string;
    command: string;
    sessionKey?: string | null;
    cwd?: string;
    host?: string;
  };
  "exec.approval.resolved": { requestId: string; decision: string; sessionKey?: string | null };
  "usage.notice": { title: string; message: string };
  "config.changed": { restart_required?: boolean; keys?: string[] };
}

export type EventName = keyof ServerEvents;

/** What every page wants to hear; further names are subscribed when the first listener asks for them. */
export const BASE_EVENTS: readonly EventName[] = [
  "chat",
  "session",
  "error",
  "tick",
  "shutdown",
  "auth.credentials_changed",
  "models.updated",
  "providers.updated",
  "exec.approval.requested",
  "exec.approval.resolved",
  "update.available",
];
