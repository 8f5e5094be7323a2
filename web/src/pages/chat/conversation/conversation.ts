import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { t } from "../../../shared/i18n";
import { uuid } from "../../../shared/ids";
import { RpcError } from "../../../shared/rpc/errors";
import type { ChatEvent } from "../../../shared/rpc/events";
import type {
  ChatErrorInfo,
  ContentBlock,
  DocumentRef,
  HistoryLine,
  HistoryPage,
  OpenQuestion,
  QueuedMessage,
  SendParams,
  SendResult,
  SwitchResult,
  TokenUse,
} from "../../../shared/rpc/types";
import { errorText, metaOf, textOf, toItems } from "./history";
import { type AnswerItem, type Item, inPlace, join, type ToolItem, type UserItem } from "./items";
import * as outbox from "./outbox";

/** What a conversation needs from the gateway. */
export interface Line {
  send(params: SendParams): Promise<SendResult>;
  open(sessionKey: string): Promise<SwitchResult>;
  page(sessionKey: string, query: { limit: number; cursor?: number }): Promise<HistoryPage>;
  abort(sessionKey: string, runId: string | undefined): Promise<unknown>;
  queued(sessionKey: string): Promise<QueuedMessage[]>;
  editQueued(sessionKey: string, id: number, text: string): Promise<boolean>;
  /** @param id only this message; absent means all that wait */
  cancelQueued(sessionKey: string, id?: number): Promise<unknown>;
}

/** What is going on right now. */
export type Phase =
  | { name: "idle" }
  | { name: "waiting" }
  | { name: "thinking"; since: number }
  | { name: "answering" }
  | { name: "tool" }
  | { name: "retrying"; until: number; reason: string }
  | { name: "compacting" }
  | { name: "stopping" };

export interface Draft {
  text: string;
  content: ContentBlock[] | undefined;
  documents: DocumentRef[];
  model: string | undefined;
}

const PAGE = 120;
const LONG_PAGE = 500;
const SEND_AGAIN_MS = 5_000;
const CLOCKS_APART_MS = 60_000;
const IDLE: Phase = { name: "idle" };

/** One conversation as the page knows it. It belongs to a session, whether that session is on the screen or not. */
export class Conversation {
  readonly #items = signal<readonly Item[]>([]);
  readonly #phase = signal<Phase>(IDLE);
  readonly #queue = signal<readonly QueuedMessage[]>([]);
  readonly #opened = signal(false);
  readonly #failed = signal<unknown>(undefined);
  readonly #older = signal<number | undefined>(undefined);
  readonly #loadingOlder = signal(false);
  readonly #usage = signal<TokenUse | undefined>(undefined);
  readonly #spoken = signal("");

  readonly items: ReadonlySignal<readonly Item[]> = this.#items;
  readonly phase: ReadonlySignal<Phase> = this.#phase;
  readonly queue: ReadonlySignal<readonly QueuedMessage[]> = this.#queue;
  /** Whether the stored messages are on the screen. */
  readonly opened: ReadonlySignal<boolean> = this.#opened;
  readonly failed: ReadonlySignal<unknown> = this.#failed;
  readonly hasOlder = computed(() => this.#older.value !== undefined);
  readonly loadingOlder: ReadonlySignal<boolean> = this.#loadingOlder;
  readonly running = computed(() => this.#phase.value.name !== "idle");
  /** The reasoning while the model thinks. */
  readonly thinkingText = signal("");
  /** The tokens of the latest turn. */
  readonly usage: ReadonlySignal<TokenUse | undefined> = this.#usage;
  /** What a screen reader is told when an answer has ended. */
  readonly spoken: ReadonlySignal<string> = this.#spoken;

  runId: string | undefined;
  /** The run whose end was told last: what comes late of it is known already. */
  #ended: string | undefined;
  #nextKey = 1;
  #nextSeq = 1;
  #ownRuns = new Set<string>();
  #thinkingSince: number | undefined;
  #thought: { text: string; ms: number } | undefined;
  #answer: AnswerItem | undefined;
  #earlyEnds = new Map<string, Extract<ChatEvent, { state: "tool_call_end" }>>();
  #opening = 0;
  #flushing = false;
  #queueReads = 0;
  #snapshotPending = false;

  constructor(
    readonly key: string,
    private readonly line: Line,
  ) {
    for (const entry of outbox.waiting(key)) {
      this.#nextSeq = Math.max(this.#nextSeq, entry.seq + 1);
      this.#add(this.#sending(entry, entry.refused ? "failed" : "waiting"));
    }
  }

  get seq(): number {
    return this.#nextSeq - 1;
  }

  set seq(value: number) {
    this.#nextSeq = value + 1;
  }

  // ---- reading

  /** Brings the newest messages and the running turn to the screen. Repeated after the line was down. */
  async open(): Promise<void> {
    const mine = ++this.#opening;
    this.#snapshotPending = true;
    try {
      const [state, page] = await Promise.all([this.line.open(this.key), this.line.page(this.key, { limit: PAGE })]);
      if (mine !== this.#opening) return;
      batch(() => {
        this.#takePage(page, true);
        // The two were asked for side by side: the page may be the younger one, and hold the end of what "still runs".
        if (holdsEnd(page, state.runId)) this.#ended = state.runId;
        this.#resume(state);
        this.#failed.value = undefined;
        this.#opened.value = true;
      });
    } catch (error) {
      if (mine === this.#opening) this.#failed.value = error;
    } finally {
      if (mine === this.#opening) this.#snapshotPending = false;
    }
    void this.flush();
  }

  /** Loads what stands above. @returns whether anything came */
  async loadOlder(limit = PAGE): Promise<boolean> {
    const cursor = this.#older.peek();
    if (cursor === undefined || this.#loadingOlder.peek()) return false;
    this.#loadingOlder.value = true;
    try {
      const page = await this.line.page(this.key, { limit, cursor });
      this.#takePage(page, false);
      return page.history.length > 0;
    } catch {
      return false;
    } finally {
      this.#loadingOlder.value = false;
    }
  }

  /** Loads until a line is there. */
  async loadTo(index: number): Promise<void> {
    while (this.#older.peek() !== undefined && (this.#older.peek() ?? 0) > index) {
      if (!(await this.loadOlder(LONG_PAGE))) return;
    }
  }

  #takePage(page: HistoryPage, newest: boolean): void {
    const stored = toItems(page.history);
    const shown = this.#items.peek();
    const heldFirst = shown.find((item) => item.index !== undefined)?.index;
    const first = page.history[0]?.historyIndex;
    const gap = newest && heldFirst !== undefined && first !== undefined && (this.#lastIndex() ?? -1) < first - 1;
    // A gap between what is held and the newest page: what is held is older than a page and is loaded again on demand.
    const base = gap ? shown.filter((item) => item.index === undefined) : shown;
    this.#items.value = join(base, stored);
    const reachesBack = newest && !gap && heldFirst !== undefined && first !== undefined && heldFirst < first;
    if (!reachesBack) this.#older.value = page.hasMore ? (page.nextCursor ?? undefined) : undefined;
    if (!newest) return;
    const last = page.history.findLast((line) => line.role === "assistant" && line.inputTokens !== undefined);
    if (last) this.#usage.value = metaOf(last);
    for (const line of page.history) if (line.role === "user") this.#arrived(line);
  }

  /** A message that waits in the outbox, but was stored: the acknowledgement was lost, not the message. */
  #arrived(line: HistoryLine): void {
    const entry = outbox.waiting(this.key).find((waiting) => isThis(line, waiting));
    if (!entry) return;
    outbox.accepted(entry.id);
    this.#items.value = this.#items
      .peek()
      .filter((item) => !(item.kind === "user" && item.outboxId === entry.id && item.index === undefined));
  }

  /** Takes up a turn that runs in the gateway while this page was away. */
  #resume(state: SwitchResult): void {
    if (state.queued) this.#queue.value = state.queued;
    if (!state.replying || (state.runId !== undefined && state.runId === this.#ended)) {
      if (this.running.peek()) this.#settle();
      return;
    }
    this.runId = state.runId ?? this.runId;
    if (state.question) this.#ask(state.question);
    else this.#closeQuestions();
    const partial = state.partialText ?? state.partial ?? "";
    for (const call of state.toolCalls ?? [])
      this.#startTool(call.id, call.name, call.arguments, undefined, call.startedAt);
    if (partial) {
      this.#answering(this.#answer ?? this.#openAnswer(), partial);
    } else if (state.thinkingText) {
      this.thinkingText.value = state.thinkingText;
      this.#think();
    } else if (this.#phase.peek().name === "idle") {
      this.#phase.value = state.toolCalls?.length ? { name: "tool" } : { name: "thinking", since: Date.now() };
    }
  }

  // ---- writing

  /** Shows a message at once, writes it down, and sends it. */
  send(draft: Draft): void {
    const entry: outbox.Outgoing = {
      ...draft,
      id: uuid(),
      sessionKey: this.key,
      seq: this.#nextSeq++,
      createdAt: Date.now(),
    };
    outbox.put(entry);
    batch(() => {
      this.#add(this.#sending(entry, "sending"));
      if (this.#phase.peek().name === "idle") this.#phase.value = { name: "waiting" };
    });
    void this.flush();
  }

  /** Sends what waits, in order, one after the other. */
  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (;;) {
        const entry = outbox.waiting(this.key).find((waiting) => !waiting.refused);
        if (!entry || !(await this.#deliver(entry))) return;
      }
    } finally {
      this.#flushing = false;
    }
  }

  /** @returns whether the next one may follow */
  async #deliver(entry: outbox.Outgoing): Promise<boolean> {
    this.#mark(entry.id, { delivery: "sending", error: undefined });
    try {
      const answer = await this.line.send({
        ...(entry.content ? { content: entry.content } : { text: entry.text }),
        ...(entry.model ? { model: entry.model } : {}),
        ...(entry.documents.length > 0 ? { _document_files: entry.documents } : {}),
        _seq: entry.seq,
        _session_key: this.key,
        idempotencyKey: entry.id,
      });
      if (answer.ok === false) {
        this.#refused(entry, answer.reason ?? t("chat:send.rejected"));
        return true;
      }
      outbox.accepted(entry.id);
      if (answer.runId) this.#ownRuns.add(answer.runId);
      if (answer.queued) this.#enqueued(entry, answer);
      else {
        this.#mark(entry.id, { delivery: "sent", ...(answer.runId ? { runId: answer.runId } : {}) });
        if (answer.runId && this.running.peek()) this.runId ??= answer.runId;
        this.#clearSendErrors();
      }
      return true;
    } catch (error) {
      const offline = error instanceof RpcError && (error.offline || error.code === "TIMEOUT");
      if (offline) {
        this.#mark(entry.id, { delivery: "waiting" });
        if (this.#phase.peek().name === "waiting") this.#phase.value = IDLE;
        if (error.code === "TIMEOUT") setTimeout(() => void this.flush(), SEND_AGAIN_MS);
        return false;
      }
      this.#refused(entry, error instanceof Error ? error.message : t("errors:codes.INTERNAL"));
      return true;
    }
  }

  #refused(entry: outbox.Outgoing, reason: string): void {
    outbox.put({ ...entry, refused: true });
    batch(() => {
      this.#mark(entry.id, { delivery: "failed", error: reason });
      if (this.#phase.peek().name === "waiting") this.#phase.value = IDLE;
    });
  }

  /** A later message went through: an older refusal is no news any more, its message still waits for a decision. */
  #clearSendErrors(): void {
    if (this.#items.peek().some((item) => item.kind === "user" && item.error)) {
      this.#items.value = this.#items
        .peek()
        .map((item) => (item.kind === "user" && item.error ? { ...item, error: undefined } : item));
    }
  }

  #enqueued(entry: outbox.Outgoing, answer: SendResult): void {
    const known = this.#queue.peek().some((message) => message.runId !== undefined && message.runId === answer.runId);
    batch(() => {
      this.#items.value = this.#items.peek().filter((item) => !(item.kind === "user" && item.outboxId === entry.id));
      if (!known) {
        const message: QueuedMessage = { text: entry.text, acceptedAt: entry.createdAt };
        if (answer.runId) message.runId = answer.runId;
        if (answer.id !== undefined) message.id = answer.id;
        this.#queue.value = [...this.#queue.peek(), message];
      }
      if (this.#phase.peek().name === "waiting") this.#phase.value = { name: "answering" };
    });
  }

  /** Sends a refused message once more. */
  retrySending(outboxId: string): void {
    const entry = outbox.waiting(this.key).find((refused) => refused.id === outboxId);
    if (!entry) return;
    outbox.put({ ...entry, refused: false });
    this.#mark(outboxId, { delivery: "waiting", error: undefined });
    void this.flush();
  }

  /** Takes a message that was not accepted out of the conversation. @returns its text */
  takeBack(outboxId: string): string {
    const item = this.#items
      .peek()
      .find((entry): entry is UserItem => entry.kind === "user" && entry.outboxId === outboxId);
    outbox.accepted(outboxId);
    this.#items.value = this.#items.peek().filter((entry) => entry !== item);
    return item?.text ?? "";
  }

  async stop(): Promise<void> {
    const before = this.#phase.peek();
    if (before.name === "idle" || before.name === "stopping") return;
    this.#phase.value = { name: "stopping" };
    try {
      const answer = (await this.line.abort(this.key, this.runId)) as { aborted?: boolean };
      if (answer?.aborted === false && this.#phase.peek().name === "stopping") this.#settle();
    } catch (error) {
      if (this.#phase.peek().name === "stopping") this.#phase.value = before;
      throw error;
    }
  }

  async cancelQueued(one?: QueuedMessage): Promise<void> {
    const before = this.#queue.peek();
    this.#queue.value = one ? before.filter((message) => message !== one) : [];
    try {
      await this.line.cancelQueued(this.key, one?.id);
    } catch (error) {
      this.#queue.value = before;
      throw error;
    }
  }

  /** Changes the words of a message that waits. @returns false when its turn had begun */
  async editQueued(one: QueuedMessage, text: string): Promise<boolean> {
    if (one.id === undefined) return false;
    const edited = await this.line.editQueued(this.key, one.id, text);
    if (edited)
      this.#queue.value = this.#queue.peek().map((message) => (message.id === one.id ? { ...message, text } : message));
    else await this.#readQueue();
    return edited;
  }

  /** The event says that the queue changed; what it holds is asked for, so that all tabs show the same. */
  async #readQueue(): Promise<void> {
    const mine = ++this.#queueReads;
    try {
      const queued = await this.line.queued(this.key);
      if (mine === this.#queueReads) this.#queue.value = queued;
    } catch {
      // The next event or the next opening brings it.
    }
  }

  /** A line that only this page shows, for example the answer of a command. */
  tell(text: string, title?: string): void {
    this.#add({ ...this.#common(undefined), kind: "notice", tone: "plain", title, text });
  }

  askApproval(request: { requestId: string; command: string; host?: string; cwd?: string }): void {
    if (this.#items.peek().some((item) => item.kind === "approval" && item.requestId === request.requestId)) return;
    this.#add({
      ...this.#common(this.runId),
      kind: "approval",
      requestId: request.requestId,
      command: request.command,
      host: request.host,
      cwd: request.cwd,
      expiresAt: Date.now() + 120_000,
      decision: undefined,
    });
  }

  approvalResolved(requestId: string, decision: string): void {
    this.#items.value = this.#items
      .peek()
      .map((item) =>
        item.kind === "approval" && item.requestId === requestId && !item.decision ? { ...item, decision } : item,
      );
  }

  /** Removes an error that was dealt with. */
  dismiss(key: string): void {
    this.#items.value = this.#items.peek().filter((item) => item.key !== key);
  }

  clear(): void {
    batch(() => {
      this.#items.value = this.#items.peek().filter((item) => item.kind === "user" && item.delivery !== "sent");
      this.#older.value = undefined;
      this.#usage.value = undefined;
      this.#nextSeq = 1;
      this.#settle();
    });
  }

  // ---- events

  apply(event: ChatEvent): void {
    batch(() => this.#apply(event));
  }

  #apply(event: ChatEvent): void {
    switch (event.state) {
      case "user_message":
        return this.#onUser(event);
      case "channel_user":
        this.#add({ ...this.#user(event.text ?? ""), channel: event.channel });
        return;
      case "queued":
        void this.#readQueue();
        return;
      case "queue_cleared":
        void this.#readQueue();
        return;
      case "rejected":
        this.#fail({ title: t("chat:send.rejected"), ...(event.reason ? { detail: event.reason } : {}) }, false);
        return;
      case "session_cleared":
        this.clear();
        this.#queue.value = [];
        return;
      case "running":
      case "voice_pending":
      case "iteration":
        return this.#begin(event.runId);
      case "thinking":
        this.#begin(event.runId);
        this.#closeAnswer();
        this.thinkingText.value = "";
        return this.#think();
      case "thinking_text":
        this.#begin(event.runId);
        this.#think();
        this.thinkingText.value = event.text ?? "";
        return;
      case "thinking_done":
        this.#keepThought();
        return;
      case "delta":
        return this.#onDelta(event.text ?? "", event.offset, event.runId);
      case "tool_call_start":
        this.#begin(event.runId);
        this.#startTool(event.toolCallId, event.toolName, event.arguments, event.executionMode, Date.now());
        return;
      case "tool_call_end":
        return this.#endTool(event);
      case "notice":
        this.#add({
          ...this.#common(event.runId),
          kind: "notice",
          tone: event.title === "Sandbox" ? "sandbox" : "plain",
          title: event.title,
          text: event.message ?? "",
        });
        return;
      case "steered":
        this.#add({
          ...this.#common(event.runId),
          kind: "notice",
          tone: "plain",
          title: t("chat:notice.steered"),
          text: event.text ?? "",
        });
        return;
      case "question":
        this.#begin(event.runId);
        return this.#ask(event);
      case "question_closed":
        return this.#closeQuestions(event.choice, event.questionId);
      case "retrying":
        this.#begin(event.runId);
        this.#phase.value = {
          name: "retrying",
          until: Date.now() + (event.retryAfterMs ?? 0),
          reason: errorText(event.error) ?? t("chat:retry.temporary"),
        };
        return;
      case "auto_compact":
        if (event.phase === "start") this.#phase.value = { name: "compacting" };
        else if (event.phase === "done") this.#compacted();
        else if (event.phase === "error") this.tell(event.error ?? t("chat:compaction.failed"));
        return;
      case "compact":
        return this.#compacted();
      case "sub_agent_start":
      case "sub_agent_end":
        return;
      case "final":
        return this.#onFinal(event);
      case "error":
        this.#keepPartial(event.partialMessage, event.messageIndex, event.runId);
        this.#fail(
          event.error ?? { detail: event.message ?? t("errors:codes.INTERNAL") },
          event.error?.canContinue ?? event.canContinue ?? false,
        );
        return this.#end(event.runId);
      case "aborted":
        this.#keepPartial(event.partialMessage, event.messageIndex, event.runId);
        return this.#end(event.runId);
      default:
        return ignore(event satisfies never);
    }
  }

  #onUser(event: Extract<ChatEvent, { state: "user_message" }>): void {
    const text = event.text ?? "";
    const seq = event.seq ?? undefined;
    const items = this.#items.peek();
    const mine = items.find(
      (item): item is UserItem =>
        item.kind === "user" &&
        item.index === undefined &&
        ((event.runId !== undefined && item.runId === event.runId) ||
          (item.outboxId !== undefined && item.seq === seq && (item.text === text || item.images.length > 0))),
    );
    const placed = event.messageIndex === undefined ? {} : { index: event.messageIndex, place: event.messageIndex };
    const queued = this.#queue.peek();
    const fromQueue =
      queued.find((message) => message.runId !== undefined && message.runId === event.runId) ??
      queued.find((message) => message.text === text);
    if (fromQueue) this.#queue.value = queued.filter((message) => message !== fromQueue);
    if (mine) {
      this.#items.value = inPlace(
        items.map((item) =>
          item === mine ? { ...mine, ...placed, delivery: "sent", runId: event.runId ?? mine.runId } : item,
        ),
      );
      return;
    }
    if (event.messageIndex !== undefined && items.some((item) => item.index === event.messageIndex)) return;
    const own =
      event.runId === undefined ? seq !== undefined && seq <= this.seq : this.#ownRuns.has(event.runId) && !fromQueue;
    if (own) return;
    this.#add({ ...this.#user(text), ...placed, runId: event.runId, seq });
  }

  #ask({ questionId, title, text, choices, deadline }: OpenQuestion): void {
    if (this.#items.peek().some((item) => item.kind === "question" && item.questionId === questionId)) return;
    this.#add({
      ...this.#common(this.runId),
      kind: "question",
      questionId,
      title,
      text,
      choices,
      deadline,
      closed: false,
      chosen: undefined,
    });
  }

  /** @param questionId only this one; absent means all that are open */
  #closeQuestions(chosen?: string, questionId?: string): void {
    const concerns = (item: Item) =>
      item.kind === "question" && !item.closed && (questionId === undefined || item.questionId === questionId);
    if (!this.#items.peek().some(concerns)) return;
    this.#items.value = this.#items
      .peek()
      .map((item) => (item.kind === "question" && concerns(item) ? { ...item, closed: true, chosen } : item));
  }

  #begin(runId: string | undefined): void {
    if (runId && runId !== this.runId) {
      this.runId = runId;
      this.#closeAnswer();
      this.#thought = undefined;
    }
    if (this.#phase.peek().name === "idle") this.#phase.value = { name: "waiting" };
  }

  #think(): void {
    this.#thinkingSince ??= Date.now();
    if (this.#phase.peek().name !== "thinking" && this.#phase.peek().name !== "stopping") {
      this.#phase.value = { name: "thinking", since: this.#thinkingSince };
    }
  }

  /** The thinking has ended; its text waits for the answer or the tool call that it led to. */
  #keepThought(): void {
    const text = this.thinkingText.peek().trim();
    if (text) this.#thought = { text, ms: Date.now() - (this.#thinkingSince ?? Date.now()) };
    this.#thinkingSince = undefined;
    this.thinkingText.value = "";
  }

  #takeThought(): { reasoning: string | undefined; thoughtMs: number | undefined } {
    this.#keepThought();
    const thought = this.#thought;
    this.#thought = undefined;
    return { reasoning: thought?.text, thoughtMs: thought?.ms };
  }

  #onDelta(text: string, offset: number | undefined, runId: string | undefined): void {
    if (runId !== undefined && runId === this.#ended) return;
    // The snapshot that is on its way holds everything that came before it.
    if (this.#snapshotPending && !this.#answer && offset === undefined && !this.#opened.peek()) return;
    this.#begin(runId);
    const answer = this.#answer;
    if (!answer && !text.trim()) return;
    const open = answer ?? this.#openAnswer();
    const before = open.live?.peek() ?? "";
    if (offset !== undefined && offset < before.length) this.#answering(open, before.slice(0, offset) + text);
    else this.#answering(open, before + text);
  }

  #answering(answer: AnswerItem, text: string): void {
    if (answer.live) answer.live.value = text;
    if (this.#phase.peek().name !== "answering" && this.#phase.peek().name !== "stopping")
      this.#phase.value = { name: "answering" };
  }

  #openAnswer(): AnswerItem {
    const answer: AnswerItem = {
      ...this.#common(this.runId),
      kind: "answer",
      text: "",
      live: signal(""),
      running: true,
      ...this.#takeThought(),
      meta: undefined,
      partial: false,
    };
    this.#answer = answer;
    this.#add(answer);
    return answer;
  }

  /** The answer is followed by something else; an empty one leaves no trace. */
  #closeAnswer(): void {
    const answer = this.#answer;
    this.#answer = undefined;
    const shown = answer && this.#items.peek().find((item) => item.key === answer.key);
    if (!answer || shown?.index !== undefined) return;
    const text = answer.live?.peek() ?? "";
    if (text.trim()) this.#replace(answer, { ...answer, text, running: false });
    else this.#items.value = this.#items.peek().filter((item) => item.key !== answer.key);
  }

  /** The stored line says it all: what was shown while it was written would stand there twice. */
  #forgetAnswer(): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer)
      this.#items.value = this.#items.peek().filter((item) => item.key !== answer.key || item.index !== undefined);
  }

  #startTool(
    callId: string,
    name: string,
    args: unknown,
    executionMode: string | undefined,
    startedAt: number | undefined,
  ): void {
    this.#closeAnswer();
    const held = this.#tool(callId);
    if (held) return;
    const item: ToolItem = {
      ...this.#common(this.runId),
      kind: "tool",
      callId,
      name,
      args: parsed(args),
      executionMode,
      status: "running",
      result: undefined,
      error: undefined,
      startedAt,
      tookMs: undefined,
      ...this.#takeThought(),
    };
    this.#add(item);
    this.#phase.value = this.#phase.peek().name === "stopping" ? this.#phase.peek() : { name: "tool" };
    const early = this.#earlyEnds.get(callId);
    this.#earlyEnds.delete(callId);
    if (early) this.#endTool(early);
  }

  #endTool(event: Extract<ChatEvent, { state: "tool_call_end" }>): void {
    const held = this.#tool(event.toolCallId);
    if (!held) {
      if (event.rejected) {
        this.#startTool(event.toolCallId, event.toolName, event.arguments, undefined, Date.now());
        this.#endTool(event);
      } else {
        this.#earlyEnds.set(event.toolCallId, event);
      }
      return;
    }
    const error = errorText(event.error);
    this.#replace(held, {
      ...held,
      status: event.success !== false ? "ok" : event.rejected ? "retry" : "failed",
      result: parsed(event.result),
      error,
      tookMs: held.startedAt === undefined ? undefined : Date.now() - held.startedAt,
      ...(event.messageIndex === undefined ? {} : { index: event.messageIndex, place: event.messageIndex }),
    });
    const busy = this.#items.peek().some((item) => item.kind === "tool" && item.status === "running");
    if (!busy && this.#phase.peek().name === "tool") this.#phase.value = { name: "waiting" };
  }

  #tool(callId: string): ToolItem | undefined {
    return this.#items.peek().findLast((item): item is ToolItem => item.kind === "tool" && item.callId === callId);
  }

  #onFinal(event: Extract<ChatEvent, { state: "final" }>): void {
    const index = event.messageIndex;
    const known = index === undefined ? undefined : this.#items.peek().find((item) => item.index === index);
    if (!known) {
      const text = event.text ?? "";
      const thought = this.#takeThought();
      const earlier = this.#items
        .peek()
        .some((item) => "reasoning" in item && item.runId === this.runId && item.reasoning === event.reasoning?.trim());
      const reasoning =
        this.#answer?.reasoning ?? thought.reasoning ?? (earlier ? undefined : event.reasoning?.trim() || undefined);
      if (text.trim() || this.#answer) {
        const answer = this.#answer ?? this.#openAnswer();
        if (answer.live && text.trim()) answer.live.value = text;
        const settled = text.trim() ? text : (answer.live?.peek() ?? "");
        this.#replace(answer, {
          ...answer,
          ...(index === undefined ? {} : { index, place: index }),
          text: settled,
          running: false,
          at: Date.now(),
          runId: event.runId ?? answer.runId,
          reasoning,
          thoughtMs: answer.thoughtMs ?? thought.thoughtMs,
          meta: metaOf(event as Partial<HistoryLine>),
        });
        this.#answer = undefined;
        this.#spoken.value = settled;
      }
      this.#usage.value = metaOf(event as Partial<HistoryLine>);
    } else this.#forgetAnswer();
    this.#end(event.runId);
  }

  #keepPartial(
    partial: string | Partial<HistoryLine> | null | undefined,
    index: number | null | undefined,
    runId: string | undefined,
  ): void {
    const line = typeof partial === "string" ? { content: partial } : (partial ?? {});
    const text = textOf(line.content) || this.#answer?.live?.peek() || "";
    const thought = this.#takeThought();
    if (!text.trim()) return;
    const answer = this.#answer ?? this.#openAnswer();
    if (answer.live) answer.live.value = text;
    this.#replace(answer, {
      ...answer,
      ...(typeof index === "number" ? { index, place: index } : {}),
      text,
      running: false,
      partial: true,
      at: Date.now(),
      runId: runId ?? answer.runId,
      reasoning: answer.reasoning ?? line.reasoning ?? thought.reasoning,
      thoughtMs: answer.thoughtMs ?? thought.thoughtMs,
      meta: metaOf(line),
    });
    this.#answer = undefined;
  }

  #fail(error: ChatErrorInfo, canContinue: boolean): void {
    const resetsAt = error.resetsAt ?? (error.retryAfterMs ? Date.now() + error.retryAfterMs : undefined);
    this.#add({
      ...this.#common(this.runId),
      kind: "error",
      error: resetsAt === undefined ? error : { ...error, resetsAt },
      canContinue,
    });
  }

  #compacted(): void {
    const last = this.#items.peek().at(-1);
    if (!(last?.kind === "notice" && last.tone === "compaction" && last.index === undefined)) {
      this.#add({
        ...this.#common(this.runId),
        kind: "notice",
        tone: "compaction",
        title: t("chat:compaction.title"),
        text: t("chat:compaction.done"),
      });
    }
    if (this.#phase.peek().name === "compacting") this.#phase.value = { name: "waiting" };
  }

  #end(runId: string | undefined): void {
    this.#ended = runId ?? this.#ended;
    this.#settle();
  }

  /** The turn has ended, however it ended. */
  #settle(): void {
    this.#closeAnswer();
    this.#thought = undefined;
    this.#thinkingSince = undefined;
    this.thinkingText.value = "";
    this.#earlyEnds.clear();
    this.#closeQuestions();
    this.runId = undefined;
    if (this.#items.peek().some((item) => item.kind === "tool" && item.status === "running")) {
      this.#items.value = this.#items
        .peek()
        .map((item) => (item.kind === "tool" && item.status === "running" ? { ...item, status: "ok" } : item));
    }
    this.#phase.value = IDLE;
  }

  // ---- the list

  #lastIndex(): number | undefined {
    return this.#items.peek().findLast((item) => item.index !== undefined)?.index;
  }

  #common(runId: string | undefined) {
    return {
      key: `l${this.#nextKey++}`,
      index: undefined,
      place: (this.#lastIndex() ?? -1) + 0.5,
      at: Date.now() as number | undefined,
      runId,
    };
  }

  #user(text: string): UserItem {
    return {
      ...this.#common(undefined),
      kind: "user",
      text,
      images: [],
      documents: [],
      channel: undefined,
      delivery: "sent",
      outboxId: undefined,
      error: undefined,
      seq: undefined,
    };
  }

  #sending(entry: outbox.Outgoing, delivery: UserItem["delivery"]): UserItem {
    return {
      ...this.#user(entry.text),
      at: entry.createdAt,
      images: (entry.content ?? []).flatMap((block) => (block.type === "image_url" ? [block.image_url.url] : [])),
      documents: entry.documents,
      delivery,
      outboxId: entry.id,
      seq: entry.seq,
    };
  }

  #add(item: Item): void {
    const items = this.#items.peek();
    const last = items.at(-1);
    this.#items.value = !last || last.place <= item.place ? [...items, item] : inPlace([...items, item]);
  }

  #replace(old: Item, next: Item): void {
    const items = this.#items.peek().map((item) => (item.key === old.key ? next : item));
    this.#items.value = old.place === next.place ? items : inPlace(items);
  }

  #mark(outboxId: string, change: Partial<UserItem>): void {
    this.#items.value = this.#items
      .peek()
      .map((item) => (item.kind === "user" && item.outboxId === outboxId ? { ...item, ...change } : item));
  }
}

/** Whether the newest stored line is the answer with which a run ends; one that calls tools is followed by more. */
function holdsEnd({ history }: HistoryPage, runId: string | undefined): boolean {
  const last = history.at(-1);
  return runId !== undefined && last?.role === "assistant" && last.run_id === runId && !last.tool_calls?.length;
}

/** Whether a stored line is a message that was sent from here. Numbers begin anew with every page, keys do not. */
function isThis(line: HistoryLine, waiting: outbox.Outgoing): boolean {
  if (line.idempotency_key !== undefined) return line.idempotency_key === waiting.id;
  return (
    line.seq === waiting.seq &&
    textOf(line.content) === waiting.text &&
    (line.created_at ?? 0) >= waiting.createdAt - CLOCKS_APART_MS
  );
}

/** Arguments and results arrive as objects or as their JSON text. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function ignore(event: { state?: string }): void {
  console.warn(`Unknown chat state: ${event.state}`);
}
