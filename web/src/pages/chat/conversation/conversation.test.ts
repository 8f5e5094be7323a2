import { beforeEach, describe, expect, it, vi } from "vitest";
import { RpcError } from "../../../shared/rpc/errors";
import type { ChatEvent } from "../../../shared/rpc/events";
import type {
  HistoryLine,
  HistoryPage,
  QueuedMessage,
  SendParams,
  SendResult,
  SwitchResult,
} from "../../../shared/rpc/types";
import { settled } from "../../../test/FakeSocket";
import { Conversation, type Draft, type Line } from "./conversation";
import type { AnswerItem, Item, ToolItem, UserItem } from "./items";
import * as outbox from "./outbox";

/** A gateway with one session. */
class FakeLine implements Line {
  lines: HistoryLine[] = [];
  state: SwitchResult = {};
  sent: SendParams[] = [];
  cancelled: unknown[] = [];
  waiting: QueuedMessage[] = [];
  answer: () => Promise<SendResult> = () => Promise.resolve({ ok: true, runId: `run-${this.sent.length}` });

  send(params: SendParams): Promise<SendResult> {
    this.sent.push(params);
    return this.answer();
  }
  open(): Promise<SwitchResult> {
    return Promise.resolve(this.state);
  }
  page(_key: string, { limit, cursor = this.lines.length }: { limit: number; cursor?: number }): Promise<HistoryPage> {
    const start = Math.max(0, cursor - limit);
    return Promise.resolve({
      history: this.lines.slice(start, cursor).map((line, index) => ({ ...line, historyIndex: start + index })),
      hasMore: start > 0,
      nextCursor: start > 0 ? start : null,
      totalMessages: this.lines.length,
    });
  }
  abort(): Promise<unknown> {
    return Promise.resolve({ aborted: true });
  }
  queued(): Promise<QueuedMessage[]> {
    return Promise.resolve(this.waiting);
  }
  editQueued(_key: string, id: number, text: string): Promise<boolean> {
    const there = this.waiting.some((message) => message.id === id);
    this.waiting = this.waiting.map((message) => (message.id === id ? { ...message, text } : message));
    return Promise.resolve(there);
  }
  cancelQueued(_key: string, id?: number): Promise<unknown> {
    this.cancelled.push(id);
    return Promise.resolve({});
  }
}

let line: FakeLine;
let talk: Conversation;

beforeEach(() => {
  localStorage.clear();
  outbox.forgetMemory();
  line = new FakeLine();
  talk = new Conversation("main", line);
});

const draft = (text: string): Draft => ({ text, content: undefined, documents: [], model: "m" });
type Loose = { state: ChatEvent["state"] } & Record<string, unknown>;
const happen = (...events: Loose[]) => {
  for (const event of events) talk.apply({ sessionKey: "main", runId: "r1", ...event } as ChatEvent);
};
const shown = () =>
  talk.items.value.map((item) => {
    switch (item.kind) {
      case "answer":
        return `answer ${item.live?.value ?? item.text}`;
      case "user":
        return `user ${item.text}`;
      case "tool":
        return `tool ${item.name} ${item.status}`;
      case "notice":
        return `notice ${item.text}`;
      default:
        return item.kind;
    }
  });
const only = <K extends Item["kind"]>(kind: K) =>
  talk.items.value.filter((item) => item.kind === kind) as Extract<Item, { kind: K }>[];
const turns = (count: number): HistoryLine[] =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        role: index % 2 ? "assistant" : "user",
        content: `${index % 2 ? "answer" : "question"} ${index}`,
      }) as HistoryLine,
  );

describe("an answer that streams", () => {
  it("changes the list twice and the text once a token", () => {
    const lists = vi.fn();
    const stop = talk.items.subscribe(lists);
    lists.mockClear();
    happen({ state: "thinking" }, { state: "thinking_done" });
    for (const token of ["Hel", "lo", " there"]) happen({ state: "delta", text: token });
    expect(shown()).toEqual(["answer Hello there"]);
    happen({ state: "final", text: "Hello there", messageIndex: 1 });
    expect(lists).toHaveBeenCalledTimes(2);
    stop();
  });

  it("keeps its key and its text node to the end", () => {
    happen({ state: "delta", text: "Hi" });
    const before = only("answer")[0] as AnswerItem;
    happen({
      state: "final",
      text: "Hi!",
      messageIndex: 3,
      model: "m",
      provider: "p",
      outputTokens: 9,
      durationMs: 100,
    });
    const after = only("answer")[0] as AnswerItem;
    expect(after).toMatchObject({
      key: before.key,
      live: before.live,
      text: "Hi!",
      running: false,
      index: 3,
      meta: { model: "m", provider: "p", outputTokens: 9 },
    });
  });

  it("makes no bubble of white space", () => {
    happen({ state: "delta", text: "\n " });
    expect(shown()).toEqual([]);
  });

  it("takes a fragment once when it says where it begins", () => {
    happen(
      { state: "delta", text: "abc", offset: 0 },
      { state: "delta", text: "cde", offset: 2 },
      { state: "delta", text: "cde", offset: 2 },
    );
    expect(shown()).toEqual(["answer abcde"]);
  });

  it("shows its reasoning once, with the time it took", () => {
    happen(
      { state: "thinking" },
      { state: "thinking_text", text: "hm" },
      { state: "thinking_text", text: "hm, yes" },
      { state: "thinking_done" },
    );
    happen({ state: "delta", text: "Yes" }, { state: "final", text: "Yes", reasoning: "hm, yes", messageIndex: 1 });
    expect(only("answer").map((answer) => answer.reasoning)).toEqual(["hm, yes"]);
    expect(only("answer")[0]?.thoughtMs).toBeGreaterThanOrEqual(0);
  });

  it("is not shown twice when the stored page came before the final", async () => {
    line.lines = [
      { role: "user", content: "q" },
      { role: "assistant", content: "Stored", run_id: "r1" },
    ];
    await talk.open();
    happen({ state: "final", text: "Stored", messageIndex: 1 });
    expect(shown()).toEqual(["user q", "answer Stored"]);
    expect(talk.running.value).toBe(false);
  });
});

describe("tool calls", () => {
  it("close the text before them and stand in order", () => {
    happen(
      { state: "delta", text: "Let me look." },
      { state: "tool_call_start", toolCallId: "c1", toolName: "Read", arguments: { path: "a" } },
      { state: "tool_call_end", toolCallId: "c1", toolName: "Read", success: true, result: { stdout: "x" } },
      { state: "delta", text: "Found it." },
      { state: "final", text: "Found it.", messageIndex: 4 },
    );
    expect(shown()).toEqual(["answer Let me look.", "tool Read ok", "answer Found it."]);
  });

  it("are complete when the end came before the start", () => {
    happen(
      { state: "tool_call_end", toolCallId: "c1", toolName: "exec", success: false, error: { message: "no" } },
      { state: "tool_call_start", toolCallId: "c1", toolName: "exec", arguments: '{"command":"ls"}' },
    );
    expect(only("tool")[0]).toMatchObject({ status: "failed", error: "no", args: { command: "ls" } });
  });

  it("do not run for ever when their end is missing", () => {
    happen(
      { state: "tool_call_start", toolCallId: "c1", toolName: "exec" },
      { state: "final", text: "done", messageIndex: 3 },
    );
    expect(only("tool")[0]?.status).toBe("ok");
  });

  it("carry the reasoning that led to them", () => {
    happen(
      { state: "thinking_text", text: "I should look" },
      { state: "thinking_done" },
      { state: "tool_call_start", toolCallId: "c1", toolName: "Read" },
    );
    expect((only("tool")[0] as ToolItem).reasoning).toBe("I should look");
  });
});

describe("stop, failure and retry", () => {
  it("keeps what was said when the turn is stopped", () => {
    happen(
      { state: "delta", text: "Half a sen" },
      { state: "aborted", partialMessage: { content: "Half a sen" }, messageIndex: 1 },
    );
    expect(only("answer")[0]).toMatchObject({ text: "Half a sen", partial: true, running: false, index: 1 });
    expect(talk.phase.value.name).toBe("idle");
  });

  it("keeps what was said when the turn fails, and shows why", () => {
    happen(
      { state: "delta", text: "Half" },
      { state: "error", error: { title: "Too many requests", canContinue: true } },
    );
    expect(shown()).toEqual(["answer Half", "error"]);
    expect(only("error")[0]).toMatchObject({ canContinue: true, error: { title: "Too many requests" } });
  });

  it("goes back to running when stopping fails", async () => {
    happen({ state: "delta", text: "x" });
    line.abort = () => Promise.reject(new Error("no line"));
    await expect(talk.stop()).rejects.toThrow("no line");
    expect(talk.phase.value.name).toBe("answering");
  });

  it("tells a waiting retry", () => {
    happen({ state: "retrying", retryAfterMs: 3_000, error: { detail: "rate limited" } });
    expect(talk.phase.value).toMatchObject({ name: "retrying", reason: "rate limited" });
  });
});

describe("sending", () => {
  it("shows the message at once and sends it with an idempotency key", async () => {
    talk.send(draft("hello"));
    expect(only("user")[0]).toMatchObject({ text: "hello", delivery: "sending" });
    await settled();
    expect(line.sent[0]).toMatchObject({
      text: "hello",
      _session_key: "main",
      _seq: 1,
      model: "m",
      idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(only("user")[0]).toMatchObject({ delivery: "sent", runId: "run-1" });
    expect(outbox.waiting("main")).toEqual([]);
  });

  it("does not double its own echo, whichever comes first", async () => {
    talk.send(draft("one"));
    happen({ state: "user_message", runId: "run-1", seq: 1, text: "one", messageIndex: 0 });
    await settled();
    happen({ state: "user_message", runId: "run-1", seq: 1, text: "one", messageIndex: 0 });
    expect(only("user").map((item) => item.index)).toEqual([0]);
  });

  it("shows what another tab sends, although its numbers are the same", () => {
    talk.send(draft("mine"));
    happen({ state: "user_message", runId: "other", seq: 1, text: "from the other tab", messageIndex: 0 });
    expect(shown()).toContain("user from the other tab");
  });

  it("takes an echo without run by its number", () => {
    talk.seq = 5;
    happen(
      { state: "user_message", runId: undefined, seq: 3, text: "old" },
      { state: "user_message", runId: undefined, text: "from the API" },
    );
    expect(shown()).toEqual(["user from the API"]);
  });

  it("keeps a refused message with its reason until somebody decides", async () => {
    line.answer = () => Promise.reject(new RpcError({ code: "INVALID_REQUEST", message: "too rude" }));
    talk.send(draft("hey"));
    await settled();
    const refused = only("user")[0] as UserItem;
    expect(refused).toMatchObject({ delivery: "failed", error: "too rude" });
    expect(talk.phase.value.name).toBe("idle");
    expect(talk.takeBack(refused.outboxId ?? "")).toBe("hey");
    expect(shown()).toEqual([]);
    expect(outbox.waiting("main")).toEqual([]);
  });

  it("hides the reason after the next message went through", async () => {
    line.answer = () => Promise.reject(new RpcError({ code: "INVALID_REQUEST", message: "no" }));
    talk.send(draft("a"));
    await settled();
    line.answer = () => Promise.resolve({ ok: true, runId: "r2" });
    talk.send(draft("b"));
    await settled();
    expect(only("user").map((item) => [item.text, item.delivery, item.error])).toEqual([
      ["a", "failed", undefined],
      ["b", "sent", undefined],
    ]);
  });
});

describe("pain 33: nothing typed is lost, nothing is doubled", () => {
  const cut = () => Promise.reject(new RpcError({ code: "DISCONNECTED" }));

  it("sends again with the same key when the line was cut at the moment of Enter", async () => {
    line.answer = cut;
    talk.send(draft("important"));
    await settled();
    expect(only("user")[0]?.delivery).toBe("waiting");
    line.answer = () => Promise.resolve({ ok: true, runId: "r9" });
    await talk.open();
    await settled();
    expect(line.sent).toHaveLength(2);
    expect(line.sent[1]?.idempotencyKey).toBe(line.sent[0]?.idempotencyKey);
    expect(only("user").map((item) => item.delivery)).toEqual(["sent"]);
  });

  it("sends after a reload what was not acknowledged before it", async () => {
    line.answer = cut;
    talk.send(draft("before the reload"));
    await settled();
    outbox.forgetMemory();
    line.answer = () => Promise.resolve({ ok: true, runId: "r9" });
    talk = new Conversation("main", line);
    expect(shown()).toEqual(["user before the reload"]);
    await talk.open();
    await settled();
    expect(line.sent.map((params) => params.text)).toEqual(["before the reload", "before the reload"]);
    expect(new Set(line.sent.map((params) => params.idempotencyKey)).size).toBe(1);
  });

  it("does not send again what the gateway has stored", async () => {
    line.answer = cut;
    talk.send(draft("stored already"));
    await settled();
    line.lines = [{ role: "user", content: "stored already", seq: 1, created_at: Date.now() }];
    await talk.open();
    await settled();
    expect(line.sent).toHaveLength(1);
    expect(shown()).toEqual(["user stored already"]);
  });

  it("knows a stored message by its key, not by words that were said before", async () => {
    line.answer = cut;
    talk.send(draft("ok"));
    await settled();
    line.lines = [{ role: "user", content: "ok", seq: 1, created_at: Date.now(), idempotency_key: "an older one" }];
    line.answer = () => Promise.resolve({ ok: true, runId: "r9" });
    await talk.open();
    await settled();
    expect(line.sent).toHaveLength(2);
    expect(shown()).toEqual(["user ok", "user ok"]);
    line.answer = cut;
    talk.send(draft("again"));
    await settled();
    line.lines.push({
      role: "user",
      content: "again",
      seq: 99,
      idempotency_key: line.sent.at(-1)?.idempotencyKey ?? "",
    });
    await talk.open();
    await settled();
    expect(line.sent).toHaveLength(3);
    expect(outbox.waiting("main")).toEqual([]);
  });

  it("keeps the order of what waits", async () => {
    line.answer = cut;
    talk.send(draft("first"));
    talk.send(draft("second"));
    await settled();
    line.answer = () => Promise.resolve({ ok: true });
    await talk.open();
    await settled();
    expect(line.sent.slice(1).map((params) => params.text)).toEqual(["first", "second"]);
  });

  it("does not send a refused message by itself after a reload", async () => {
    line.answer = () => Promise.reject(new RpcError({ code: "INVALID_REQUEST", message: "no" }));
    talk.send(draft("refused"));
    await settled();
    outbox.forgetMemory();
    talk = new Conversation("main", line);
    await talk.open();
    await settled();
    expect(line.sent).toHaveLength(1);
    expect(only("user")[0]?.delivery).toBe("failed");
  });
});

describe("the queue", () => {
  it("holds what was sent into a running turn, and hands it over when its turn begins", async () => {
    happen({ state: "thinking" });
    line.answer = () => Promise.resolve({ ok: true, queued: true, runId: "r2" });
    talk.send(draft("and then?"));
    await settled();
    expect(talk.queue.value.map((message) => message.text)).toEqual(["and then?"]);
    expect(only("user")).toEqual([]);
    happen({ state: "final", text: "first answer", messageIndex: 1 });
    happen({ state: "user_message", runId: "r2", seq: 1, text: "and then?", messageIndex: 2 });
    expect(talk.queue.value).toEqual([]);
    expect(shown()).toEqual(["answer first answer", "user and then?"]);
  });

  const twoWait = async () => {
    line.waiting = [
      { id: 7, runId: "a", text: "one" },
      { id: 8, runId: "b", text: "two" },
    ];
    happen({ state: "queued" });
    await settled();
  };

  it("shows what another tab has put there", async () => {
    await twoWait();
    expect(talk.queue.value.map((message) => message.text)).toEqual(["one", "two"]);
  });

  it("gives one message back and keeps the others", async () => {
    await twoWait();
    await talk.cancelQueued(talk.queue.value[0]);
    expect(line.cancelled).toEqual([7]);
    expect(talk.queue.value.map((message) => message.text)).toEqual(["two"]);
  });

  it("changes the words of a message that waits", async () => {
    await twoWait();
    expect(await talk.editQueued(talk.queue.value[1] as QueuedMessage, "two, better")).toBe(true);
    expect(talk.queue.value.map((message) => message.text)).toEqual(["one", "two, better"]);
  });

  it("says when a message waits no more", async () => {
    await twoWait();
    const [first] = talk.queue.value;
    line.waiting = [];
    expect(await talk.editQueued(first as QueuedMessage, "too late")).toBe(false);
    expect(talk.queue.value).toEqual([]);
  });

  it("comes back when it could not be emptied", async () => {
    await twoWait();
    line.cancelQueued = () => Promise.reject(new Error("no line"));
    await expect(talk.cancelQueued()).rejects.toThrow();
    expect(talk.queue.value).toHaveLength(2);
  });
});

describe("opening a running session (reload in the middle of an answer)", () => {
  it("shows the half answer and goes on with it", async () => {
    line.lines = [{ role: "user", content: "q" }];
    line.state = { replying: true, runId: "r1", partialText: "Half of " };
    await talk.open();
    happen({ state: "delta", text: "it" });
    expect(shown()).toEqual(["user q", "answer Half of it"]);
    happen({ state: "final", text: "Half of it", messageIndex: 1 });
    expect(shown()).toEqual(["user q", "answer Half of it"]);
    expect(talk.running.value).toBe(false);
  });

  it("shows the thinking", async () => {
    line.state = { replying: true, thinkingText: "hm" };
    await talk.open();
    expect(talk.phase.value.name).toBe("thinking");
    expect(talk.thinkingText.value).toBe("hm");
  });

  it("does not add fragments that the snapshot holds already", async () => {
    line.state = { replying: true, runId: "r1", partialText: "abc" };
    const opening = talk.open();
    happen({ state: "delta", text: "abc" });
    await opening;
    happen({ state: "delta", text: "d" });
    expect(shown()).toEqual(["answer abcd"]);
  });

  it("shows an answer once when the page is younger than the state that was asked for beside it", async () => {
    line.lines = [
      { role: "user", content: "hi", run_id: "r1" },
      { role: "assistant", content: "Hello there", run_id: "r1" },
    ];
    line.state = { replying: true, runId: "r1", partialText: "Hello" };

    await talk.open();
    happen({ state: "delta", text: " there" }, { state: "final", text: "Hello there", messageIndex: 1 });

    expect(shown()).toEqual(["user hi", "answer Hello there"]);
    expect(talk.running.value).toBe(false);
  });

  it("shows an answer once when its end is told before the state that still has it running", async () => {
    line.lines = [{ role: "user", content: "hi", run_id: "r1" }];
    line.state = { replying: true, runId: "r1", partialText: "Hello" };

    const opening = talk.open();
    happen({ state: "final", text: "Hello there", messageIndex: 1 });
    await opening;

    expect(shown()).toEqual(["user hi", "answer Hello there"]);
    expect(talk.running.value).toBe(false);
  });

  it("goes on with a run whose stored line only calls a tool", async () => {
    line.lines = [
      { role: "user", content: "hi", run_id: "r1" },
      { role: "assistant", content: "Let me see.", run_id: "r1", tool_calls: [{}] },
    ];
    line.state = { replying: true, runId: "r1", partialText: "Now I know" };

    await talk.open();

    expect(shown().at(-1)).toBe("answer Now I know");
    expect(talk.running.value).toBe(true);
  });

  it("ends a turn whose end was missed while the line was down", async () => {
    happen({ state: "delta", text: "Half" });
    line.lines = [
      { role: "user", content: "q" },
      { role: "assistant", content: "Half and half", run_id: "r1" },
    ];
    line.state = { replying: false };
    await talk.open();
    expect(shown()).toEqual(["user q", "answer Half and half"]);
    expect(talk.running.value).toBe(false);
  });
});

describe("pain 26: the stored conversation is on the screen, all of it", () => {
  it("loads 1,500 messages page by page, in order and without gaps, with the marks where the context was cut", async () => {
    line.lines = turns(1_500);
    line.lines[700] = { role: "notice", title: "Compaction", content: "Earlier messages were summarised." };
    line.lines[1_200] = { role: "notice", title: "Compaction", content: "Earlier messages were summarised." };
    await talk.open();
    expect(talk.items.value).toHaveLength(120);
    await talk.loadTo(0);
    expect(talk.items.value.map((item) => item.index)).toEqual(Array.from({ length: 1_500 }, (_, index) => index));
    expect(only("notice").map((notice) => [notice.index, notice.tone])).toEqual([
      [700, "compaction"],
      [1_200, "compaction"],
    ]);
    expect(talk.hasOlder.value).toBe(false);
  });

  it("keeps what was loaded when the newest page is read again", async () => {
    line.lines = turns(300);
    await talk.open();
    await talk.loadOlder();
    const before = talk.items.value;
    await talk.open();
    expect(talk.items.value).toHaveLength(240);
    expect(talk.items.value.every((item, index) => item === before[index])).toBe(true);
  });

  it("leaves no hole when much happened meanwhile", async () => {
    line.lines = turns(200);
    await talk.open();
    line.lines = turns(900);
    await talk.open();
    expect(talk.items.value[0]?.index).toBe(780);
    await talk.loadTo(0);
    expect(talk.items.value.map((item) => item.index)).toEqual(Array.from({ length: 900 }, (_, index) => index));
  });

  it("never replaces a newer local tail by an older page", async () => {
    line.lines = turns(4);
    await talk.open();
    happen({ state: "user_message", text: "new", messageIndex: 4 }, { state: "delta", text: "typing" });
    await talk.open();
    line.state = { replying: true };
    expect(shown().slice(-2)).toEqual(["user new", "answer typing"]);
  });
});

it("empties everything but what waits to be sent when the session is cleared", async () => {
  line.lines = turns(4);
  await talk.open();
  happen({ state: "session_cleared" });
  expect(shown()).toEqual([]);
  expect(talk.seq).toBe(0);
});

it("draws one card for a compaction that is told twice", () => {
  happen(
    { state: "auto_compact", phase: "start" },
    { state: "auto_compact", phase: "done" },
    { state: "compact", phase: "done" },
  );
  expect(only("notice")).toHaveLength(1);
});

describe("a turn that asks", () => {
  const question = {
    questionId: "q1",
    title: "Budget",
    text: "Go on?",
    choices: [
      { id: "once", label: "Allow this answer" },
      { id: "stop", label: "Stop" },
    ],
    deadline: Date.now() + 60_000,
  };
  const cards = () => talk.items.value.flatMap((item) => (item.kind === "question" ? [item] : []));

  it("shows its question once, and what was chosen by whomever", () => {
    talk.apply({ state: "question", sessionKey: "main", runId: "r1", ...question });
    talk.apply({ state: "question", sessionKey: "main", runId: "r1", ...question });
    expect(cards().map((card) => card.closed)).toEqual([false]);

    talk.apply({ state: "question_closed", sessionKey: "main", runId: "r1", questionId: "q1", choice: "once" });
    expect(cards().map((card) => [card.closed, card.chosen])).toEqual([[true, "once"]]);
  });

  it("shows it to a page that comes later, and closes it with the turn", async () => {
    line.state = { replying: true, runId: "r1", question };
    await talk.open();
    expect(cards().map((card) => card.closed)).toEqual([false]);

    talk.apply({ state: "aborted", sessionKey: "main", runId: "r1" });
    expect(cards().map((card) => card.closed)).toEqual([true]);
  });
});
