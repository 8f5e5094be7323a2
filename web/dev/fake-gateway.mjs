// A gateway made of scripted answers, speaking the real framing, to work on the page without the server:
//   npm run build && npm run fake      (PORT=13199, SESSIONS=60, LONG=5000, FIRST_RUN=1)
// Words in a message choose what happens: "code", "table", "long", "think", "tool", "fail", "slow", "approve", "stream".
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";
import { script, seedLines } from "./script.mjs";

const TYPES = {
  ".js": "application/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
};

export function createGateway(options = {}) {
  const root = options.root ?? join(import.meta.dirname, "..", "target", "web");
  const hash = JSON.parse(readFileSync(join(root, "version.json"), "utf8")).assetHash;
  const state = {
    onboarded: !options.firstRun,
    identity: options.firstRun
      ? { name: "moltis", emoji: "" }
      : { name: "Rex", emoji: "🦎", theme: "calm and exact", user_name: "Alice", user_timezone: "Europe/Berlin" },
    soul: "",
    sessions: new Map(),
    lines: new Map(),
    running: new Map(),
    queues: new Map(),
    seen: new Map(),
    keys: new Set(options.firstRun ? [] : ["anthropic"]),
    disabled: new Set(),
    /** The provider whose sign-in waits for the person. */
    waiting: undefined,
    /** The provider that does not renew its sign-in any more. */
    refused: undefined,
    signIn(provider) {
      state.waiting = undefined;
      state.keys.add(provider);
      broadcast("providers.updated", { provider, signIn: "signed-in" });
      broadcast("models.updated", { reason: "provider-changed", provider });
    },
    config: '# Moltis\n[server]\nport = 13131\n\n[identity]\nname = "Rex"\n\n[chat]\nmessage_queue_mode = "followup"\n',
    logs: seedLogs(),
    delay: options.delay ?? 14,
    download: undefined,
  };
  const sockets = new Set();
  let sequence = 1;

  const now = Date.now();
  if (!options.firstRun) {
    addSession("main", { label: null, preview: "Good morning", updatedAt: now - 120_000 }, seedLines("main", 10));
    addSession(
      "session:release",
      { label: "Release notes for 0.1", preview: "What changed since the last tag?", updatedAt: now - 3_600_000 },
      seedLines("tour", 1),
    );
    addSession(
      "session:fork",
      {
        label: "Release notes, shorter",
        parentSessionKey: "session:release",
        forkPoint: 4,
        preview: "Make it shorter",
        updatedAt: now - 3_500_000,
      },
      seedLines("main", 4),
    );
    addSession(
      "session:long",
      { label: "A very long conversation", preview: "Message 1", updatedAt: now - 26 * 3_600_000 },
      seedLines("long", options.long ?? 5000),
    );
    addSession("cron:daily-report", { label: "daily-report", updatedAt: now - 7_200_000 }, seedLines("main", 2));
    const topics = [
      "Holiday in Lisbon",
      "Tax letter",
      "Why is the sky blue?",
      "Refactor the parser",
      "Birthday poem",
      "Router set-up",
      "Marathon plan",
      "Sourdough ratios",
    ];
    for (let index = 0; index < (options.sessions ?? 60); index++) {
      const topic = topics[index % topics.length];
      addSession(
        `session:s${index}`,
        {
          label: index % 3 ? topic : null,
          preview: `${topic}: where were we?`,
          archived: index % 11 === 10,
          updatedAt: now - (index + 2) * 9 * 3_600_000,
        },
        seedLines("main", 4),
      );
      const row = state.sessions.get(`session:s${index}`);
      row.messageCount = 3 + (index % 120);
      row.lastSeenMessageCount = index % 7 === 3 ? 0 : row.messageCount;
    }
  }

  function addSession(key, fields = {}, lines = []) {
    const at = fields.updatedAt ?? Date.now();
    state.sessions.set(key, {
      id: randomUUID(),
      key,
      label: null,
      model: null,
      preview: null,
      createdAt: at,
      updatedAt: at,
      messageCount: lines.length,
      lastSeenMessageCount: lines.length,
      archived: false,
      agent_id: "main",
      version: 1,
      ...fields,
    });
    state.lines.set(key, lines);
    return state.sessions.get(key);
  }

  function ensure(key) {
    return state.sessions.get(key) ?? addSession(key);
  }

  function broadcast(event, payload) {
    const frame = JSON.stringify({ type: "event", event, payload, seq: sequence++ });
    for (const socket of sockets) if (socket.events.has(event) || socket.events.has("*")) socket.send(frame);
  }

  function append(key, line) {
    const lines = state.lines.get(key) ?? [];
    state.lines.set(key, lines);
    lines.push({ created_at: Date.now(), ...line });
    const row = ensure(key);
    row.messageCount = lines.length;
    row.updatedAt = Date.now();
    row.version++;
    if (!row.preview && line.role === "user") row.preview = textOf(line.content).slice(0, 200);
    return lines.length - 1;
  }

  const models = () =>
    state.keys.size === 0
      ? []
      : [
          {
            id: "anthropic::claude-opus-4-5",
            provider: "anthropic",
            displayName: "Claude Opus 4.5",
            supportsTools: true,
            supportsVision: true,
            supportsReasoning: true,
            preferred: true,
            recommended: true,
          },
          {
            id: "anthropic::claude-haiku-4-5",
            provider: "anthropic",
            displayName: "Claude Haiku 4.5",
            supportsTools: true,
            supportsVision: true,
            supportsReasoning: false,
            preferred: false,
            recommended: false,
          },
          {
            id: "openai-codex::gpt-5.6-sol",
            provider: "openai-codex",
            displayName: "GPT 5.6 Sol",
            supportsTools: true,
            supportsVision: true,
            supportsReasoning: true,
            preferred: false,
            recommended: true,
          },
          {
            id: "ollama::llama3.2",
            provider: "ollama",
            displayName: "llama3.2",
            supportsTools: true,
            supportsVision: false,
            supportsReasoning: false,
            preferred: false,
            recommended: false,
          },
        ].map((model) => ({ createdAt: null, unsupported: false, unsupportedReason: null, ...model }));

  const providers = () =>
    [
      ["openai-codex", "OpenAI Codex", "oauth", "https://chatgpt.com/backend-api"],
      ["github-copilot", "GitHub Copilot", "oauth", "https://api.individual.githubcopilot.com"],
      ["anthropic", "Anthropic", "api-key", "https://api.anthropic.com"],
      ["openai", "OpenAI", "api-key", "https://api.openai.com/v1"],
      ["gemini", "Google Gemini", "api-key", "https://generativelanguage.googleapis.com"],
      ["deepseek", "DeepSeek", "api-key", "https://api.deepseek.com"],
      ["openrouter", "OpenRouter", "api-key", "https://openrouter.ai/api/v1"],
      ["mistral", "Mistral", "api-key", "https://api.mistral.ai/v1"],
      ["groq", "Groq", "api-key", "https://api.groq.com/openai/v1"],
      ["ollama", "Ollama", "api-key", "http://localhost:11434"],
      ["lmstudio", "LM Studio", "api-key", "http://localhost:1234/v1"],
      ["local-llm", "Local model", "local", null],
    ].map(([name, displayName, authType, url], uiOrder) => ({
      name,
      displayName,
      authType,
      configured: state.keys.has(name),
      defaultBaseUrl: url,
      baseUrl: null,
      models: [],
      model: null,
      requiresModel: false,
      keyOptional: name === "ollama" || name === "lmstudio",
      uiOrder,
      ...(name === "anthropic"
        ? {
            keySource: "file:/home/me/.config/moltis/provider_keys.json",
            since: Date.now() - 3 * 86_400_000,
            keySources: [
              { source: "file:/home/me/.config/moltis/provider_keys.json", used: true, why: "It comes first." },
              { source: "env:ANTHROPIC_API_KEY", used: false, why: "A saved key comes before it." },
            ],
            lastUse: { at: Date.now() - 120_000, ok: true },
          }
        : {}),
      ...(authType === "oauth"
        ? {
            keySource: "oauth_tokens.json",
            state: state.refused === name ? "needs-sign-in" : "connected",
            connectedBy: "sign-in",
            problem: state.refused === name ? "The sign-in can't be used any more: it was revoked." : null,
            since: Date.now() - 60_000,
            signIn: {
              flow: name === "github-copilot" ? "device" : "browser",
              official: false,
              checkedOn: "2026-11-24",
              note: "The vendor made this sign-in for its own program and may close it to others.",
              keyInstead: name === "github-copilot" ? ["openai", "anthropic", "gemini"] : ["openai"],
              handbook: "/docs/sign-in",
            },
          }
        : {}),
    }));

  async function run(key, request) {
    const runId = request.runId;
    const seq = request._seq;
    const text = request.text ?? textOf(request.content);
    const stop = { aborted: false };
    const live = { runId, stop, thinking: "", partial: "", tools: [] };
    state.running.set(key, live);
    const index = append(key, {
      role: "user",
      content: request.content ?? text,
      seq,
      run_id: runId,
      documents: request._document_files,
    });
    const say = (name, more = {}) => broadcast("chat", { sessionKey: key, runId, seq, state: name, ...more });
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    say("user_message", { text, messageIndex: index });
    const begin = Date.now();
    let reasoning = "";
    let calls = 0;
    try {
      for (const step of script(text)) {
        if (stop.aborted) throw new Error("aborted");
        if (step.think) {
          say("thinking");
          for (let at = 12; at < step.think.length + 12; at += 12) {
            await wait(state.delay * 3);
            if (stop.aborted) throw new Error("aborted");
            live.thinking = step.think.slice(0, at);
            say("thinking_text", { text: live.thinking });
          }
          reasoning = step.think;
          live.thinking = "";
          say("thinking_done");
        } else if (step.tool) {
          if (live.partial.trim())
            append(key, {
              role: "assistant",
              content: live.partial,
              run_id: runId,
              model: "claude-opus-4-5",
              provider: "anthropic",
            });
          live.partial = "";
          calls++;
          const id = `call-${runId.slice(0, 6)}-${calls}`;
          live.tools.push({ id, name: step.tool, arguments: step.args, startedAt: Date.now() });
          say("tool_call_start", { toolCallId: id, toolName: step.tool, arguments: step.args });
          await wait(step.ms ?? 400);
          if (stop.aborted) throw new Error("aborted");
          live.tools = [];
          append(key, {
            role: "tool_result",
            tool_call_id: id,
            tool_name: step.tool,
            arguments: step.args,
            success: !step.error,
            result: step.result,
            error: step.error,
            run_id: runId,
            reasoning: reasoning || undefined,
          });
          reasoning = "";
          say("tool_call_end", {
            toolCallId: id,
            toolName: step.tool,
            success: !step.error,
            result: step.result,
            error: step.error ? { message: step.error } : undefined,
          });
        } else if (step.approve) {
          broadcast("exec.approval.requested", {
            requestId: randomUUID(),
            command: step.approve,
            sessionKey: key,
            host: "this machine",
            cwd: "/home/alice/project",
          });
          await wait(800);
        } else if (step.retry) {
          say("retrying", { error: { detail: "The provider asks to wait." }, retryAfterMs: step.retry });
          await wait(step.retry);
        } else if (step.notice) {
          say("notice", { title: step.notice[0], message: step.notice[1] });
        } else if (step.fail) {
          throw step.fail;
        } else if (step.text) {
          if (!step.quiet) say("thinking");
          await wait(120);
          if (!step.quiet) say("thinking_done");
          for (const piece of step.text.match(/[\s\S]{1,7}/g) ?? []) {
            await wait(step.delay ?? state.delay);
            if (stop.aborted) throw new Error("aborted");
            say("delta", { text: piece, offset: live.partial.length });
            live.partial += piece;
          }
        }
      }
      const use = {
        inputTokens: 36_600,
        outputTokens: Math.ceil(live.partial.length / 4),
        cacheReadTokens: 12_000,
        cacheWriteTokens: 0,
        requestInputTokens: 36_600,
        requestOutputTokens: Math.ceil(live.partial.length / 4),
        requestCacheReadTokens: 12_000,
        requestCacheWriteTokens: 0,
        durationMs: Date.now() - begin,
      };
      const messageIndex = append(key, {
        role: "assistant",
        content: live.partial,
        run_id: runId,
        model: "claude-opus-4-5",
        provider: "anthropic",
        reasoning: reasoning || undefined,
        ...use,
      });
      state.running.delete(key);
      say("final", {
        text: live.partial,
        model: "claude-opus-4-5",
        provider: "anthropic",
        messageIndex,
        replyMedium: "text",
        toolCallsMade: calls,
        reasoning: reasoning || undefined,
        ...use,
      });
    } catch (error) {
      const messageIndex = live.partial.trim()
        ? append(key, {
            role: "assistant",
            content: live.partial,
            run_id: runId,
            model: "claude-opus-4-5",
            provider: "anthropic",
          })
        : null;
      const partialMessage = live.partial.trim()
        ? { content: live.partial, model: "claude-opus-4-5", provider: "anthropic" }
        : undefined;
      state.running.delete(key);
      if (stop.aborted) say("aborted", { partialMessage, messageIndex });
      else
        say("error", {
          error: error.type ? error : { type: "unknown", title: "Broken script", detail: String(error) },
          partialMessage,
          messageIndex,
        });
    }
    drain(key);
  }

  function drain(key) {
    const next = state.queues.get(key)?.shift();
    if (next) void run(key, next);
  }

  const methods = {
    subscribe: ({ events }, socket) => {
      for (const event of events) socket.events.add(event);
      return { subscriptionId: randomUUID(), events };
    },
    "chat.send": (params) => {
      const key = params._session_key ?? params.sessionKey ?? "main";
      if (params.idempotencyKey && state.seen.has(params.idempotencyKey)) return state.seen.get(params.idempotencyKey);
      if (/\brefuse\b/.test(params.text ?? ""))
        throw { code: "INVALID_REQUEST", message: "This message is refused by the script." };
      ensure(key);
      const request = { ...params, runId: randomUUID(), id: sequence++ };
      let answer = { ok: true, runId: request.runId };
      if (state.running.has(key)) {
        const queue = state.queues.get(key) ?? [];
        state.queues.set(key, queue);
        queue.push(request);
        answer = {
          ok: true,
          queued: true,
          mode: "followup",
          runId: request.runId,
          id: request.id,
          position: queue.length,
        };
        broadcast("chat", {
          sessionKey: key,
          state: "queued",
          runId: request.runId,
          mode: "followup",
          position: queue.length,
        });
      } else {
        void run(key, request);
      }
      if (params.idempotencyKey) state.seen.set(params.idempotencyKey, answer);
      return answer;
    },
    "chat.send_sync": ({ text }) => ({ text: `A quick answer to “${text}”.` }),
    "chat.abort": ({ sessionKey }) => {
      const live = state.running.get(sessionKey);
      if (live) live.stop.aborted = true;
      return { aborted: Boolean(live), sessionKey };
    },
    "chat.queued": ({ sessionKey }) => ({ queued: waiting(sessionKey) }),
    "chat.edit_queued": ({ sessionKey, id, text }) => {
      const entry = (state.queues.get(sessionKey) ?? []).find((candidate) => candidate.id === id);
      if (entry) entry.text = text;
      return { edited: Boolean(entry) };
    },
    "chat.cancel_queued": ({ sessionKey, id }) => {
      const queue = state.queues.get(sessionKey) ?? [];
      const left = id === undefined ? [] : queue.filter((entry) => entry.id !== id);
      state.queues.set(sessionKey, left);
      broadcast("chat", {
        sessionKey,
        state: "queue_cleared",
        count: queue.length - left.length,
      });
      return { cleared: queue.length - left.length };
    },
    "chat.clear": ({ _session_key: key }) => {
      state.lines.set(key, []);
      broadcast("chat", { sessionKey: key, state: "session_cleared" });
      return { ok: true };
    },
    "chat.compact": () => ({}),
    "chat.context": ({ _session_key: key }) => ({
      session: {
        key,
        messageCount: state.lines.get(key)?.length ?? 0,
        model: "claude-opus-4-5",
        provider: "anthropic",
      },
      tools: ["exec", "Read", "Write", "Edit", "Grep", "Glob", "web_fetch", "memory_search"].map((name) => ({
        name,
        description: `The tool ${name}`,
      })),
      skills: [],
      mcpServers: [],
      sandbox: { enabled: false },
      supportsTools: true,
      tokenUsage: {
        inputTokens: 61_000,
        outputTokens: 4_200,
        currentTotal: state.lines.get(key)?.length ? 62_000 : 0,
        estimatedNextInputTokens: 62_000,
        contextWindow: 200_000,
      },
    }),
    "chat.full_context": ({ _session_key: key }) => ({
      messages: [{ role: "system", content: "You are Rex." }, ...(state.lines.get(key) ?? []).slice(-20)],
      messageCount: 21,
      systemPromptChars: 12,
      totalChars: 4_000,
      truncated: false,
    }),
    "sessions.list": () => rows(),
    "sessions.search": ({ query, limit = 20 }) => {
      const words = query.toLowerCase();
      const hits = [];
      for (const [key, lines] of state.lines) {
        lines.forEach((line, messageIndex) => {
          const text = textOf(line.content);
          const at = text.toLowerCase().indexOf(words);
          if (at >= 0 && hits.length < limit)
            hits.push({
              sessionKey: key,
              snippet: text.slice(Math.max(0, at - 30), at + 90),
              role: line.role,
              messageIndex,
              label: state.sessions.get(key)?.label,
              archived: false,
            });
        });
      }
      return hits;
    },
    "sessions.switch": ({ key }) => {
      const row = ensure(key);
      row.lastSeenMessageCount = row.messageCount;
      const live = state.running.get(key);
      return {
        entry: row,
        replying: Boolean(live),
        ...(live
          ? { runId: live.runId, thinkingText: live.thinking || null, partialText: live.partial, toolCalls: live.tools }
          : {}),
        queued: waiting(key),
        historyOmitted: true,
      };
    },
    "sessions.patch": ({ key, ...change }) => {
      const row = ensure(key);
      Object.assign(row, change);
      row.version++;
      broadcast("session", { kind: "patched", sessionKey: key, version: row.version, entry: row });
      return row;
    },
    "sessions.reset": ({ key }) => {
      state.lines.set(key, []);
      return {};
    },
    "sessions.delete": ({ key }) => {
      state.sessions.delete(key);
      state.lines.delete(key);
      broadcast("session", { kind: "deleted", sessionKey: key });
      return { ok: true };
    },
    "sessions.clear_all": () => {
      const keys = [...state.sessions.keys()].filter((key) => key !== "main" && !key.startsWith("cron:"));
      for (const key of keys) methods["sessions.delete"]({ key });
      return { deleted: keys.length };
    },
    "sessions.fork": ({ key, forkPoint, label }) => {
      const child = `session:${randomUUID()}`;
      const lines = (state.lines.get(key) ?? []).slice(0, forkPoint ?? undefined).map((line) => ({ ...line }));
      const row = addSession(
        child,
        {
          label: label ?? `${state.sessions.get(key)?.label ?? "Main"} (fork)`,
          parentSessionKey: key,
          forkPoint: lines.length,
          preview: state.sessions.get(key)?.preview,
        },
        lines,
      );
      broadcast("session", { kind: "created", sessionKey: child, entry: row });
      return { sessionKey: child, label: row.label, forkPoint: lines.length, messageCount: lines.length, version: 1 };
    },
    "sessions.generate_title": ({ key }) => {
      const label = "A title from the model";
      methods["sessions.patch"]({ key, label });
      return { ok: true, label };
    },
    "models.list": () => models().filter((model) => !state.disabled.has(model.id)),
    "models.list_all": () => models().map((model) => ({ ...model, disabled: state.disabled.has(model.id) })),
    "models.enable": ({ modelId }) => {
      state.disabled.delete(modelId);
      broadcast("models.updated", { modelId, disabled: false });
      return { ok: true, modelId };
    },
    "models.disable": ({ modelId }) => {
      state.disabled.add(modelId);
      broadcast("models.updated", { modelId, disabled: true });
      return { ok: true, modelId };
    },
    "models.test": async ({ modelId }) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { ok: true, modelId };
    },
    "models.detect_supported": async () => {
      broadcast("models.updated", { phase: "start", total: 3, checked: 0 });
      for (let checked = 1; checked <= 3; checked++) {
        await new Promise((resolve) => setTimeout(resolve, 400));
        broadcast("models.updated", {
          phase: "progress",
          total: 3,
          checked,
          supported: checked,
          unsupported: 0,
          errors: 0,
        });
      }
      broadcast("models.updated", { phase: "complete", total: 3, checked: 3 });
      return { ok: true, total: 3, checked: 3, supported: 3, unsupported: 0, errors: 0 };
    },
    "models.cancel_detect": () => ({ ok: true, cancelled: false }),
    "providers.available": providers,
    "providers.validate_key": async ({ provider, apiKey, requestId }) => {
      broadcast("providers.validate.progress", { provider, phase: "start", requestId, message: "Asking the provider" });
      await new Promise((resolve) => setTimeout(resolve, 700));
      if (apiKey === "wrong") {
        broadcast("providers.validate.progress", { provider, phase: "error", requestId, message: "refused" });
        return { valid: false, error: "HTTP 401: the provider refused this key." };
      }
      broadcast("providers.validate.progress", { provider, phase: "complete", requestId, modelCount: 7 });
      const names = ["alpha-large", "alpha-small", "beta-coder", "beta-mini", "gamma-vision", "gamma-think", "delta"];
      return {
        valid: true,
        models: names.map((name, index) => ({
          id: `${provider}::${name}`,
          displayName: name,
          provider,
          supportsTools: true,
          recommended: index < 2,
        })),
      };
    },
    "providers.save_key": ({ provider }) => {
      state.keys.add(provider);
      broadcast("models.updated", { reason: "provider-changed" });
      return { ok: true };
    },
    "providers.save_models": () => ({ ok: true }),
    "providers.save_model": () => ({ ok: true }),
    "providers.remove_key": ({ provider }) => {
      state.keys.delete(provider);
      broadcast("models.updated", { reason: "provider-changed" });
      return { ok: true };
    },
    "providers.add_custom": () => {
      state.keys.add("custom");
      return { ok: true, providerName: "custom", displayName: "Custom" };
    },
    "providers.oauth.start": ({ provider }) => {
      state.waiting = provider;
      const expiresAt = Date.now() + 600_000;
      return provider === "github-copilot"
        ? { deviceFlow: true, userCode: "WDJB-MJHT", verificationUri: "https://github.com/login/device", expiresAt }
        : { authUrl: "http://127.0.0.1:9/authorize?state=s", expiresAt };
    },
    "providers.oauth.status": ({ provider }) => ({
      provider,
      authenticated: state.keys.has(provider),
      waiting: state.waiting === provider,
    }),
    "providers.oauth.complete": ({ provider }) => {
      state.signIn(provider);
      return { ok: true, provider };
    },
    "providers.oauth.cancel": () => {
      state.waiting = undefined;
      return { ok: true, cancelled: true };
    },
    "providers.local.system_info": () => ({
      totalRamGb: 32,
      availableRamGb: 20,
      hasGpu: false,
      memoryTier: "large",
      recommendedBackend: "GGUF",
      availableBackends: [],
    }),
    "providers.local.models": () => ({
      memoryTier: "large",
      recommended: [
        {
          id: "qwen3-1.7b",
          displayName: "Qwen3 1.7B",
          minRamGb: 4,
          contextWindow: 32_768,
          suggested: true,
          backend: "GGUF",
          sizeBytes: 1_282_439_264,
        },
        {
          id: "llama-3.1-8b",
          displayName: "Llama 3.1 8B",
          minRamGb: 12,
          contextWindow: 131_072,
          suggested: false,
          backend: "GGUF",
          sizeBytes: 4_920_739_232,
        },
        {
          id: "llama-3.3-70b",
          displayName: "Llama 3.3 70B",
          minRamGb: 64,
          contextWindow: 131_072,
          suggested: false,
          backend: "GGUF",
          sizeBytes: 42_520_399_872,
        },
      ],
      all: [],
    }),
    "providers.local.configure": ({ modelId }) => {
      const total = 100 * 1_048_576;
      let downloaded = 0;
      clearInterval(state.download);
      state.download = setInterval(() => {
        downloaded = Math.min(total, downloaded + total / 12);
        broadcast("local-llm.download", {
          modelId,
          displayName: "Qwen3 1.7B",
          downloaded,
          total,
          progress: (downloaded / total) * 100,
        });
        if (downloaded < total) return;
        clearInterval(state.download);
        state.keys.add("local-llm");
        broadcast("local-llm.download", { modelId, displayName: "Qwen3 1.7B", progress: 100, complete: true });
        broadcast("models.updated", { reason: "provider-changed" });
      }, 250);
      return { ok: true, modelId, displayName: "Qwen3 1.7B" };
    },
    "providers.local.model_states": () => [
      { model_id: "qwen3-1.7b", is_loaded: true, memory_bytes: 1_300_000_000 },
      { model_id: "qwen3-8b", is_loaded: false, memory_bytes: 0 },
    ],
    "providers.local.load": ({ modelId }) => ({ ok: true, modelId }),
    "providers.local.unload": ({ modelId }) => ({ ok: true, modelId }),
    "providers.local.remove_model": ({ modelId }) => ({ ok: true, modelId }),
    "providers.local.status": () => ({ status: state.keys.has("local-llm") ? "ready" : "unconfigured" }),
    "agent.identity.get": () => ({ ...state.identity, soul: state.soul }),
    "agent.identity.update": updateIdentity,
    "agents.identity.update": updateIdentity,
    "agents.list": () => ({
      default_id: "main",
      agents: [{ id: "main", name: state.identity.name, emoji: state.identity.emoji, is_default: true }],
    }),
    "logs.list": ({ level, target, search, limit = 500 }) => {
      const order = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"];
      const entries = state.logs.filter(
        (entry) =>
          (!level || order.indexOf(entry.level) >= order.indexOf(level.toUpperCase())) &&
          (!target || entry.target.includes(target)) &&
          (!search || entry.message.toLowerCase().includes(search.toLowerCase())),
      );
      return { entries: entries.slice(-limit) };
    },
    "logs.status": () => ({ unseen_warns: 2, unseen_errors: 1, enabled_levels: { debug: true, trace: false } }),
    "logs.ack": () => ({}),
    "exec.approval.resolve": ({ requestId, decision }) => {
      broadcast("exec.approval.resolved", { requestId, decision });
      return {};
    },
    "system-event": ({ event, payload }) => {
      broadcast(event, payload);
      return {};
    },
  };

  function updateIdentity(change) {
    for (const name of ["name", "emoji", "theme", "user_name", "user_timezone"])
      if (change[name] !== undefined) state.identity[name] = change[name];
    if (change.soul !== undefined) state.soul = change.soul ?? "";
    if (state.identity.name && state.identity.user_name) state.onboarded = true;
    return { ...state.identity, soul: state.soul };
  }

  function waiting(key) {
    return (state.queues.get(key) ?? []).map((entry, index) => ({
      id: entry.id,
      runId: entry.runId,
      text: entry.text ?? textOf(entry.content),
      position: index + 1,
    }));
  }

  function rows() {
    return [...state.sessions.values()]
      .map((row) => ({ ...row, replying: state.running.has(row.key) }))
      .sort((a, b) => Number(b.key === "main") - Number(a.key === "main") || b.updatedAt - a.updatedAt);
  }

  function boot() {
    return {
      identity: state.identity,
      version: "0.1.0",
      port: 13131,
      started_at: now,
      counts: {},
      rpc_timeout_ms: 5_000,
      git_branch: null,
      mem: { process: 118_000_000, available: 9_800_000_000, total: 16_600_000_000 },
      update: { available: false },
      sandbox: { backend: "none", os: "linux", default_image: "", image_building: false, available_backends: [] },
      routes: {
        chats: "/chats",
        settings: "/settings",
        providers: "/settings/providers",
        profile: "/settings/profile",
        config: "/settings/config",
        logs: "/settings/logs",
        onboarding: "/onboarding",
      },
      sessions_recent: rows().slice(0, 30),
      vault_status: "disabled",
      auth_has_password: false,
      voice_enabled: false,
      stt_enabled: false,
      tts_enabled: false,
    };
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://fake");
    const path = url.pathname;
    const json = (body, status = 200) => {
      response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
      response.end(JSON.stringify(body));
    };
    const body = async () => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    if (path === "/health") return json({ status: "ok", protocol: 4 });
    if (path === "/api/gon") return json(boot());
    if (path === "/api/bootstrap") return json({ onboarded: state.onboarded, identity: state.identity });
    if (path === "/api/auth/status")
      return json({
        setup_required: false,
        setup_complete: true,
        authenticated: true,
        auth_disabled: true,
        localhost_only: true,
        has_password: false,
        has_passkeys: false,
        setup_code_required: false,
      });
    if (path === "/api/sessions") {
      const limit = Number(url.searchParams.get("limit") ?? 40);
      const cursor = Number(url.searchParams.get("cursor") ?? 0);
      const all = rows();
      const page = all.slice(cursor, cursor + limit);
      return json({
        sessions: page,
        nextCursor: cursor + limit < all.length ? cursor + limit : null,
        hasMore: cursor + limit < all.length,
        total: all.length,
      });
    }
    const history = /^\/api\/sessions\/([^/]+)\/history$/.exec(path);
    if (history) {
      const lines = state.lines.get(decodeURIComponent(history[1])) ?? [];
      const limit = Math.min(500, Number(url.searchParams.get("limit") ?? 120));
      const cursor = url.searchParams.has("cursor") ? Number(url.searchParams.get("cursor")) : lines.length;
      const start = Math.max(0, cursor - limit);
      return json({
        history: lines.slice(start, cursor).map((line, index) => ({ ...line, historyIndex: start + index })),
        hasMore: start > 0,
        nextCursor: start > 0 ? start : null,
        totalMessages: lines.length,
        historyCacheHit: false,
        historyTruncated: false,
        historyDroppedCount: 0,
      });
    }
    if (/^\/api\/sessions\/[^/]+\/upload$/.test(path)) {
      const content = await body();
      return json({
        ok: true,
        filename: `${Date.now()}-${request.headers["x-filename"]}`,
        contentType: request.headers["content-type"],
        size: content.length,
        url: "",
      });
    }
    if (path === "/api/config" && request.method === "GET")
      return json({ toml: state.config, valid: true, path: "/home/alice/.config/moltis/moltis.toml" });
    if (path === "/api/config" || path === "/api/config/validate") {
      const { toml } = JSON.parse(String(await body()));
      const bad = toml.split("\n").findIndex((line) => /^\s*[^#[=\n]+$/.test(line) && line.trim() !== "");
      if (bad >= 0)
        return json(
          { valid: false, code: "CONFIG_INVALID_TOML", error: `line ${bad + 1}: a key needs a value` },
          path.endsWith("validate") ? 200 : 400,
        );
      if (path.endsWith("validate"))
        return json({
          valid: true,
          warnings: toml.includes("prot ") ? ["unknown key `prot` in [server]; did you mean `port`?"] : [],
        });
      state.config = toml;
      return json({ ok: true, restart_required: true, path: "/home/alice/.config/moltis/moltis.toml" });
    }
    if (path === "/api/config/template") return json({ toml: "# The defaults\n[server]\nport = 13131\n" });
    if (path === "/api/restart") return json({ ok: true, message: "Moltis is restarting..." });
    if (path === "/api/logs/download") {
      response.writeHead(200, {
        "Content-Type": "application/x-ndjson",
        "Content-Disposition": 'attachment; filename="moltis-logs.jsonl"',
      });
      return response.end(state.logs.map((entry) => JSON.stringify(entry)).join("\n"));
    }
    if (path === "/api/rpc") {
      const { method, params } = JSON.parse(String(await body()));
      return json({
        type: "res",
        id: "http-rpc",
        ok: true,
        payload: await methods[method]?.(params, { events: new Set() }),
      });
    }
    if (path.startsWith("/api/")) return json({ code: "NOT_FOUND", error: "not found" }, 404);
    const asset = path.startsWith("/assets/v/")
      ? path.replace(/^\/assets\/v\/[^/]+\//, "assets/")
      : ["/manifest.json", "/sw.js", "/offline.html"].includes(path)
        ? `assets${path}`
        : path.startsWith("/assets/")
          ? path.slice(1)
          : undefined;
    if (asset) {
      const file = normalize(join(root, asset));
      if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile())
        return response.writeHead(404).end("not found");
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Cache-Control": path.startsWith("/assets/v/") ? "public, max-age=31536000, immutable" : "no-cache",
      });
      return response.end(readFileSync(file));
    }
    if (!state.onboarded && path !== "/onboarding") return response.writeHead(303, { Location: "/onboarding" }).end();
    const known = path === "/" || /^\/(chats|settings|projects|skills|monitoring)(\/|$)/.test(path);
    const document = path === "/onboarding" ? "onboarding" : path === "/login" ? "login" : known ? "index" : "404";
    const nonce = randomUUID();
    const html = readFileSync(join(root, `${document}.html`), "utf8")
      .replaceAll("__CSP_NONCE__", nonce)
      .replaceAll("__ASSETS__", `/assets/v/${hash}/`)
      .replaceAll("__ASSET_HASH__", hash)
      .replace("__BOOT_DATA__", () => JSON.stringify(boot()).replaceAll("<", "\\u003c"));
    response.writeHead(document === "404" ? 404 : 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache, no-store",
      "Content-Security-Policy": `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'`,
    });
    response.end(html);
  });

  const wss = new WebSocketServer({ server, path: "/ws/chat" });
  wss.on("connection", (socket) => {
    socket.events = new Set();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("message", async (data) => {
      const frame = JSON.parse(String(data));
      const answer = (rest) =>
        socket.readyState === 1 && socket.send(JSON.stringify({ type: "res", id: frame.id, ...rest }));
      if (frame.method === "connect") {
        return answer({
          ok: true,
          payload: {
            type: "hello-ok",
            protocol: 4,
            server: { version: "0.1.0", host: "attic", connId: randomUUID() },
            features: { methods: Object.keys(methods).sort(), events: [] },
            auth: { role: "operator", scopes: ["operator.admin"] },
            policy: { maxPayload: 524288, tickIntervalMs: 30000 },
          },
        });
      }
      const method = methods[frame.method];
      if (!method)
        return answer({ ok: false, error: { code: "UNKNOWN_METHOD", message: `unknown method: ${frame.method}` } });
      try {
        answer({ ok: true, payload: (await method(frame.params ?? {}, socket)) ?? {} });
      } catch (error) {
        answer({ ok: false, error: error.code ? error : { code: "INTERNAL", message: String(error) } });
      }
    });
  });

  const logging = setInterval(() => {
    const entry = {
      ts: Date.now(),
      level: Math.random() < 0.1 ? "WARN" : "INFO",
      target: "gateway.http",
      message: "GET /health answered",
      fields: { status: 200, ms: 2 },
    };
    state.logs.push(entry);
    broadcast("logs.entry", entry);
  }, 2_500);
  logging.unref();

  return {
    state,
    broadcast,
    methods,
    listen: (port = 0) =>
      new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server.address().port))),
    dropConnections: () => {
      for (const socket of sockets) socket.terminate();
    },
    close: () => {
      clearInterval(logging);
      clearInterval(state.download);
      for (const socket of sockets) socket.terminate();
      wss.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function textOf(content) {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}

function seedLogs() {
  const at = Date.now() - 600_000;
  return [
    ["INFO", "app.start", "Moltis is ready", { port: 13131, ms: 412 }],
    ["DEBUG", "config", "Configuration read", { path: "~/.config/moltis/moltis.toml" }],
    ["INFO", "providers", "Models discovered", { provider: "anthropic", models: 7 }],
    ["WARN", "providers.ollama", "Ollama is not running", { url: "http://localhost:11434" }],
    ["ERROR", "channels.telegram", "The bot token was refused", { account: "home" }],
    ["INFO", "agent", "Turn finished", { session: "main", tokens: 812, ms: 2210 }],
  ].map(([level, target, message, fields], index) => ({ ts: at + index * 30_000, level, target, message, fields }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const gateway = createGateway({
    sessions: Number(process.env.SESSIONS ?? 60),
    long: Number(process.env.LONG ?? 5000),
    firstRun: process.env.FIRST_RUN === "1",
  });
  const port = await gateway.listen(Number(process.env.PORT ?? 13199));
  console.log(`Fake gateway: http://localhost:${port}`);
}
