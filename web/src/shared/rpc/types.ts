/** The wire, as far as the page speaks it. Names are the protocol's own, whatever their style. */

export type Failover = "off" | "ask" | "auto";

export interface SessionRow {
  id?: string;
  key: string;
  label?: string | null;
  model?: string | null;
  preview?: string | null;
  createdAt?: number;
  updatedAt?: number;
  messageCount?: number;
  lastSeenMessageCount?: number;
  projectId?: string | null;
  agent_id?: string | null;
  mode_id?: string | null;
  parentSessionKey?: string | null;
  forkPoint?: number | null;
  channelBinding?: string | null;
  activeChannel?: boolean;
  sandbox_enabled?: boolean | null;
  mcpDisabled?: boolean | null;
  worktree_branch?: string | null;
  archived?: boolean;
  /** What happens when the model can't answer; null leaves it to the configuration. */
  failover?: Failover | null;
  external_agent_kind?: string | null;
  replying?: boolean;
  version?: number;
}

export interface SessionPage {
  sessions: SessionRow[];
  nextCursor?: number | string | null;
  hasMore?: boolean;
  total?: number;
}

export interface Model {
  id: string;
  provider: string;
  displayName: string;
  supportsTools?: boolean;
  supportsVision?: boolean;
  supportsReasoning?: boolean;
  preferred?: boolean;
  recommended?: boolean;
  createdAt?: number | null;
  unsupported?: boolean;
  unsupportedReason?: string | null;
  disabled?: boolean;
}

export interface Provider {
  name: string;
  displayName: string;
  authType: "api-key" | "oauth" | "local";
  configured: boolean;
  defaultBaseUrl?: string | null;
  baseUrl?: string | null;
  models?: string[];
  model?: string | null;
  requiresModel?: boolean;
  keyOptional?: boolean;
  isCustom?: boolean;
  uiOrder?: number;
  /** Where the key comes from: `env`, `config`, `store`. */
  keySource?: string | null;
  /** Why a connected provider cannot be used right now. */
  problem?: string | null;
  /** `none`, `connected`, `failing`, `needs-key`, `needs-sign-in` or `off`: the last real use counts. */
  state?: string;
  connectedBy?: "key" | "sign-in" | "local" | null;
  /** When the key was saved or the person signed in, in milliseconds. */
  since?: number | null;
  /** Every place that holds a credential, the one that wins first. */
  keySources?: { source: string; used: boolean; why: string }[];
  /** The last real request; `at` in milliseconds. */
  lastUse?: { at: number; ok: boolean; error?: string | null; hint?: string | null } | null;
  signIn?: SignInLabel | null;
}

/** What a person should know before signing in. */
export interface SignInLabel {
  flow: "browser" | "device";
  official: boolean;
  /** As `2026-01-31`. */
  checkedOn: string;
  note: string;
  /** The providers where a key asks the same models. */
  keyInstead: string[];
  handbook: string;
}

/** What to do for a sign-in: open `authUrl`, or type `userCode` at `verificationUri`, or nothing. Times in milliseconds. */
export interface SignInStarted {
  authUrl?: string;
  deviceFlow?: boolean;
  userCode?: string;
  verificationUri?: string;
  verificationUriComplete?: string | null;
  alreadyAuthenticated?: boolean;
  problem?: string | null;
  expiresAt?: number | null;
}

export interface SignInStatus {
  provider: string;
  authenticated: boolean;
  /** Whether a sign-in has begun and waits for the person. */
  waiting?: boolean;
  source?: string | null;
  expiresAt?: number | null;
  error?: string | null;
  /** The sign-in that waits, so that a page that was opened anew can go on with it. */
  pending?: Pick<SignInStarted, "userCode" | "verificationUri" | "verificationUriComplete" | "expiresAt"> | null;
}

export interface TokenUse {
  inputTokens?: number;
  outputTokens?: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
  requestInputTokens?: number;
  requestOutputTokens?: number;
  requestCacheReadTokens?: number;
  requestCacheWriteTokens?: number;
}

export type ContentBlock = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };

export interface DocumentRef {
  display_name: string;
  stored_filename: string;
  mime_type: string;
  size_bytes?: number;
  media_ref?: string;
  url?: string;
}

export interface ChannelMeta {
  channel_type?: string;
  sender_name?: string;
  username?: string;
  message_kind?: string;
}

export interface HistoryLine extends TokenUse {
  role: "user" | "assistant" | "notice" | "system" | "tool_result" | "tool";
  content?: string | ContentBlock[];
  historyIndex?: number;
  created_at?: number;
  model?: string;
  provider?: string;
  durationMs?: number;
  reasoning?: string;
  run_id?: string;
  seq?: number;
  idempotency_key?: string;
  documents?: DocumentRef[];
  channel?: ChannelMeta;
  tool_call_id?: string;
  tool_name?: string;
  arguments?: unknown;
  success?: boolean;
  result?: unknown;
  error?: unknown;
  tool_calls?: unknown[];
  title?: string;
}

export interface HistoryPage {
  history: HistoryLine[];
  hasMore: boolean;
  nextCursor: number | null;
  totalMessages: number;
  historyCacheHit?: boolean;
}

export interface QueuedMessage {
  /** Names it when it is changed or taken back. */
  id?: number;
  runId?: string;
  text: string;
  position?: number;
  acceptedAt?: number;
}

/** What a running turn asks the person. */
export interface OpenQuestion {
  questionId: string;
  title: string;
  text: string;
  choices: { id: string; label: string }[];
  deadline: number;
}

export interface SwitchResult {
  entry?: SessionRow;
  replying?: boolean;
  runId?: string;
  thinkingText?: string | null;
  /** What the running answer says so far. */
  partialText?: string | null;
  partial?: string | null;
  toolCalls?: { id: string; name: string; arguments?: unknown; startedAt?: number }[];
  question?: OpenQuestion;
  queued?: QueuedMessage[];
}

export interface ChatErrorInfo {
  type?: string;
  code?: string;
  title?: string;
  detail?: string;
  hint?: string;
  message?: string;
  title_key?: string;
  detail_key?: string;
  detail_params?: Record<string, string | number>;
  provider?: string;
  resetsAt?: number;
  resets_at?: number;
  retryAfterMs?: number;
  canContinue?: boolean;
}

export interface SearchHit {
  sessionKey: string;
  snippet: string;
  role: string;
  messageIndex: number;
  label?: string | null;
  archived?: boolean;
}

export interface SendParams {
  text?: string;
  content?: ContentBlock[];
  model?: string;
  _seq: number;
  _session_key: string;
  _document_files?: DocumentRef[];
  /** The gateway accepts a message once, however often it is sent. */
  idempotencyKey: string;
}

export interface SendResult {
  ok?: boolean;
  runId?: string;
  queued?: boolean;
  mode?: string;
  position?: number;
  /** Names the queued message. */
  id?: number;
  rejected?: boolean;
  reason?: string;
}

export interface ContextInfo {
  session?: { key: string; messageCount?: number; model?: string; provider?: string; label?: string | null };
  tools?: { name: string; description?: string }[];
  skills?: { name: string; description?: string }[];
  mcpServers?: { name: string; state?: string }[];
  sandbox?: { enabled?: boolean; backend?: string; mode?: string; image?: string };
  execution?: { mode?: string; promptSymbol?: string };
  promptMemory?: { mode?: string; present?: boolean; chars?: number; path?: string };
  supportsTools?: boolean;
  tokenUsage?: Record<string, number>;
}

export interface FullContext {
  messages: { role: string; content?: unknown }[];
  messageCount?: number;
  systemPromptChars?: number;
  totalChars?: number;
  truncated?: boolean;
}

export interface LogEntry {
  ts: number;
  level: string;
  target: string;
  message: string;
  fields?: Record<string, unknown>;
}

export interface ValidationResult {
  valid: boolean;
  error?: string;
  hint?: string;
  models?: (Pick<Model, "id"> & Partial<Model>)[];
}

export interface LocalModel {
  id: string;
  displayName: string;
  minRamGb?: number;
  contextWindow?: number;
  suggested?: boolean;
  backend?: string;
  sizeBytes?: number;
}

export interface UsageSum {
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
  /** In dollars, of the calls whose price is known. */
  cost: number;
  unknownPriced: number;
  cacheHitRate: number;
}

export interface UsageBudget {
  scope: "all" | "session" | "key";
  period: "day" | "month";
  spent: number;
  limit: number;
  renewsAt: number;
  setting: string;
}

export interface UsageStatus {
  total: UsageSum;
  today: UsageSum;
  month: UsageSum;
  budgets: UsageBudget[];
  pricesChecked: string;
}

type Empty = Record<string, never>;
interface Ok {
  ok?: boolean;
}
interface KeyOf {
  key: string;
}

export interface RpcMethods {
  subscribe: { params: { events: string[] }; result: { subscriptionId?: string } };
  "chat.send": { params: SendParams; result: SendResult };
  "chat.send_sync": { params: Record<string, unknown>; result: { text?: string } };
  "chat.abort": { params: { sessionKey: string; runId?: string }; result: { aborted?: boolean } };
  "chat.answer_question": { params: { questionId: string; choice: string }; result: { answered: boolean } };
  "chat.queued": { params: { sessionKey: string }; result: { queued: QueuedMessage[] } };
  "chat.edit_queued": { params: { sessionKey: string; id: number; text: string }; result: { edited: boolean } };
  "chat.cancel_queued": {
    params: { sessionKey: string; id?: number };
    result: { cleared?: number };
  };
  "chat.clear": { params: { _session_key: string }; result: Ok };
  "chat.compact": { params: { _session_key: string }; result: unknown };
  "chat.context": { params: { _session_key: string }; result: ContextInfo };
  "chat.full_context": { params: { _session_key: string }; result: FullContext };
  "sessions.list": { params: Empty; result: SessionRow[] };
  "sessions.search": { params: { query: string; limit?: number; includeArchived?: boolean }; result: SearchHit[] };
  "sessions.switch": { params: KeyOf & { include_history: false; project_id?: string }; result: SwitchResult };
  "sessions.patch": {
    params: KeyOf & {
      label?: string | null;
      model?: string | null;
      archived?: boolean;
      failover?: Failover | null;
      sandboxEnabled?: boolean;
      mcpDisabled?: boolean;
    };
    result: Partial<SessionRow>;
  };
  "sessions.reset": { params: KeyOf; result: unknown };
  "sessions.delete": { params: KeyOf & { force?: boolean }; result: Ok };
  "sessions.clear_all": { params: Empty; result: { deleted: number } };
  "sessions.fork": {
    params: KeyOf & { forkPoint?: number; label?: string };
    result: { key?: string; sessionKey?: string };
  };
  "sessions.generate_title": { params: KeyOf; result: { label?: string } };
  "models.list": { params: Empty; result: Model[] };
  "models.list_all": { params: Empty; result: Model[] };
  "models.enable": { params: { modelId: string }; result: Ok };
  "models.disable": { params: { modelId: string }; result: Ok };
  "models.test": { params: { modelId: string }; result: Ok };
  "models.detect_supported": { params: { reason?: string }; result: Record<string, unknown> };
  "models.cancel_detect": { params: Empty; result: Ok };
  "providers.available": { params: Empty; result: Provider[] };
  "providers.validate_key": {
    params: { provider: string; apiKey?: string; baseUrl?: string; model?: string; requestId?: string };
    result: ValidationResult;
  };
  "providers.save_key": {
    params: { provider: string; apiKey?: string; baseUrl?: string; model?: string; models?: string[] };
    result: Ok;
  };
  "providers.save_models": { params: { provider: string; models: string[] }; result: Ok };
  "providers.save_model": { params: { provider: string; model: string }; result: Ok };
  "providers.remove_key": { params: { provider: string }; result: { ok?: boolean; remaining?: string[] } };
  "providers.add_custom": {
    params: { baseUrl: string; apiKey: string; model?: string };
    result: { providerName: string; displayName: string };
  };
  "providers.oauth.start": {
    params: { provider: string; redirectUri?: string; force?: boolean };
    result: SignInStarted;
  };
  "providers.oauth.status": { params: { provider: string }; result: SignInStatus };
  "providers.oauth.complete": { params: { callback: string; provider: string }; result: Ok & { provider: string } };
  "providers.oauth.cancel": { params: { provider: string }; result: Ok & { cancelled?: boolean } };
  "providers.local.system_info": {
    params: Empty;
    result: { totalRamGb?: number; availableRamGb?: number; memoryTier?: string; backendNote?: string };
  };
  "providers.local.models": {
    params: Empty;
    result: { recommended?: LocalModel[]; all?: LocalModel[]; memoryTier?: string };
  };
  "providers.local.status": {
    params: Empty;
    result: { status: string; model_id?: string; progress?: number; error?: string };
  };
  "providers.local.configure": {
    params: { modelId: string; backend?: string };
    result: { ok?: boolean; modelId: string; displayName?: string };
  };
  "providers.local.model_states": {
    params: Empty;
    result: { model_id: string; is_loaded: boolean; memory_bytes: number }[];
  };
  "providers.local.load": { params: { modelId: string }; result: Ok };
  "providers.local.unload": { params: { modelId: string }; result: Ok };
  "providers.local.remove_model": { params: { modelId: string }; result: Ok };
  "agent.identity.get": { params: Empty; result: IdentityRecord };
  "agent.identity.update": { params: Record<string, unknown>; result: IdentityRecord };
  "agents.identity.update": { params: Record<string, unknown>; result: IdentityRecord };
  "agents.list": {
    params: Empty;
    result: { default_id?: string; agents: { id: string; name: string; emoji?: string; is_default?: boolean }[] };
  };
  "config.patch": { params: { patch: Record<string, unknown> }; result: { restart_required?: boolean } };
  "config.get": {
    params: { key: "budget" };
    result: { value?: { day?: number | null; month?: number | null } | null };
  };
  "usage.status": { params: { sessionKey?: string }; result: UsageStatus };
  "usage.report": {
    params: { by: "day" | "model" | "provider" | "session"; days: number; sessionKey?: string };
    result: { first: string; last: string; rows: { name: string; sum: UsageSum }[] };
  };
  "logs.list": {
    params: { level?: string; target?: string; search?: string; limit?: number };
    result: { entries: LogEntry[] };
  };
  "logs.status": {
    params: Empty;
    result: { unseen_warns?: number; unseen_errors?: number; enabled_levels?: { debug?: boolean; trace?: boolean } };
  };
  "logs.ack": { params: Empty; result: unknown };
  "exec.approval.resolve": { params: { requestId: string; decision: string; command?: string }; result: unknown };
}

export interface IdentityRecord {
  name?: string | null;
  emoji?: string | null;
  theme?: string | null;
  soul?: string | null;
  user_name?: string | null;
  user_timezone?: string | null;
}

export type MethodName = keyof RpcMethods;
export type Params<M extends MethodName> = RpcMethods[M]["params"];
export type Result<M extends MethodName> = RpcMethods[M]["result"];
