import { type ReadonlySignal, signal, untracked } from "@preact/signals";
import { authChanged } from "./auth-changes";
import { RpcError, type WireError } from "./errors";
import { BASE_EVENTS, type EventName, type ServerEvents } from "./events";
import type { MethodName, Params, Result } from "./types";

export type Off = () => void;

/**
 * `connected` means that the handshake is done and the subscriptions are in force. `waiting` means that the line is
 * down and another try is due at {@link RpcClient.retryAt}.
 */
export type ConnectionStatus = "connecting" | "connected" | "waiting" | "refused" | "stopped";

/** As much of a `WebSocket` as the client uses; the handlers are plain properties. */
export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number): void;
  onopen?: ((event: Event) => unknown) | null;
  onmessage?: ((event: MessageEvent<string>) => unknown) | null;
  onclose?: ((event: CloseEvent) => unknown) | null;
  onerror?: ((event: Event) => unknown) | null;
}

export interface Answer {
  ok: boolean;
  payload?: unknown;
  error?: WireError;
}

export interface Hello {
  features?: { methods?: string[] };
  server?: { version?: string; host?: string; connId?: string };
  policy?: { maxPayload?: number };
}

export interface CallOptions {
  timeoutMs?: number;
}

export interface ClientOptions {
  url: () => string;
  open?: (url: string) => Socket;
  timeoutMs?: () => number;
  /** Asked before the next try when a socket never opened, for example to learn that a sign-in is due. */
  beforeRetry?: () => Promise<boolean>;
  firstDelayMs?: number;
  longestDelayMs?: number;
  growth?: number;
}

export interface RpcClient {
  readonly status: ReadonlySignal<ConnectionStatus>;
  readonly hello: ReadonlySignal<Hello | undefined>;
  /** When the next try is due, in epoch milliseconds, while `waiting`. */
  readonly retryAt: ReadonlySignal<number | undefined>;
  /** The socket in use. It may be replaced; requests always go to the present one. */
  socket: Socket | undefined;
  /** What still waits for its answer, by request id. */
  readonly pending: Record<string, (answer: Answer) => void>;
  /** The listeners by event name, in the order in which they came. */
  readonly listeners: Partial<Record<string, ((payload: never) => void)[]>>;
  call<M extends MethodName>(method: M, params: Params<M>, options?: CallOptions): Promise<Result<M>>;
  /** Whether the gateway knows a method; taken for granted until it has told. */
  supports(method: string): boolean;
  /** A request whose method is known only at run time. Resolves whatever happens. */
  request(method: string, params: unknown, options?: CallOptions): Promise<Answer>;
  on<E extends EventName>(event: E, listener: (payload: ServerEvents[E]) => void): Off;
  /** Calls back after each successful connect; `again` is false for the first one only. */
  onConnected(listener: (again: boolean) => void): Off;
  start(): void;
  stop(): void;
  /** Ends the waiting. */
  retryNow(): void;
}

const OPEN = 1;
const PROTOCOL = 4;
const DEFAULT_TIMEOUT_MS = 5_000;

export function createRpc(options: ClientOptions): RpcClient {
  const open = options.open ?? ((url: string) => new WebSocket(url) as Socket);
  const firstDelay = options.firstDelayMs ?? 1_000;
  const longestDelay = options.longestDelayMs ?? 5_000;
  const growth = options.growth ?? 1.5;

  const status = signal<ConnectionStatus>("stopped");
  const hello = signal<Hello | undefined>(undefined);
  const retryAt = signal<number | undefined>(undefined);
  const pending: Record<string, (answer: Answer) => void> = {};
  const listeners: Partial<Record<string, ((payload: never) => void)[]>> = {};
  const connectListeners = new Set<(again: boolean) => void>();
  const subscribed = new Set<string>();

  let socket: Socket | undefined;
  let nextId = 1;
  let delay = firstDelay;
  let connectedBefore = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;

  function connect(): void {
    clearTimeout(timer);
    retryAt.value = undefined;
    status.value = "connecting";
    const mine = ++generation;
    let opened = false;
    let line: Socket;
    try {
      line = open(options.url());
    } catch {
      void lost(mine, false);
      return;
    }
    socket = line;
    line.onopen = () => {
      opened = true;
      void handshake(mine);
    };
    line.onmessage = (event) => receive(event.data);
    line.onerror = () => {};
    line.onclose = () => void lost(mine, opened);
  }

  async function handshake(mine: number): Promise<void> {
    const answer = await request(
      "connect",
      {
        protocol: { min: 3, max: PROTOCOL },
        client: { id: "web-chat-ui", version: "0.1.0", platform: "browser", mode: "operator" },
        locale: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      { timeoutMs: 10_000 },
    );
    if (mine !== generation) return;
    if (!answer.ok) {
      if (answer.error?.code === "DISCONNECTED" || answer.error?.code === "TIMEOUT") socket?.close();
      else status.value = "refused";
      return;
    }
    hello.value = answer.payload as Hello;
    subscribed.clear();
    const wanted = new Set<string>([...BASE_EVENTS, ...Object.keys(listeners)]);
    const reply = await subscribe([...wanted]);
    if (mine !== generation) return;
    if (!reply.ok && reply.error?.code === "DISCONNECTED") return;
    delay = firstDelay;
    status.value = "connected";
  }

  status.subscribe((now) => {
    if (now !== "connected") return;
    const again = connectedBefore;
    connectedBefore = true;
    untracked(() => {
      for (const listener of [...connectListeners]) listener(again);
    });
  });

  function subscribe(events: string[]): Promise<Answer> {
    for (const event of events) subscribed.add(event);
    return request("subscribe", { events });
  }

  async function lost(mine: number, opened: boolean): Promise<void> {
    if (mine !== generation) return;
    for (const id of Object.keys(pending)) settle(id, { ok: false, error: { code: "DISCONNECTED" } });
    if (status.value === "stopped") return;
    status.value = "waiting";
    retryAt.value = Date.now() + delay;
    timer = setTimeout(connect, delay);
    delay = Math.min(delay * growth, longestDelay);
    if (!opened && options.beforeRetry && !(await options.beforeRetry()) && mine === generation) stop();
  }

  function receive(text: string): void {
    let frame: { type?: string; id?: string; event?: string; payload?: unknown; ok?: boolean; error?: WireError };
    try {
      frame = JSON.parse(text);
    } catch {
      console.warn("The gateway sent a frame that is not JSON.");
      return;
    }
    if (frame.type === "res" && frame.id) settle(frame.id, frame as Answer);
    else if (frame.type === "event" && frame.event) emit(frame.event, frame.payload);
    else if (frame.type === "req" && frame.id) {
      socket?.send(
        JSON.stringify({
          type: "res",
          id: frame.id,
          ok: false,
          error: { code: "UNKNOWN_METHOD", message: "unknown method" },
        }),
      );
    }
  }

  function settle(id: string, answer: Answer): void {
    const done = pending[id];
    delete pending[id];
    done?.(answer);
  }

  function emit(event: string, payload: unknown): void {
    for (const listener of [...(listeners[event] ?? [])]) {
      try {
        listener(payload as never);
      } catch (error) {
        console.error(`A listener of the event ${event} failed.`, error);
      }
    }
  }

  function request(method: string, params: unknown, callOptions: CallOptions = {}): Promise<Answer> {
    if (!socket || socket.readyState !== OPEN) {
      return Promise.resolve({ ok: false, error: { code: "NOT_CONNECTED" } });
    }
    const line = socket;
    const id = `ui-${nextId++}`;
    const limit = callOptions.timeoutMs ?? options.timeoutMs?.() ?? DEFAULT_TIMEOUT_MS;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        delete pending[id];
        console.warn(`RPC request timed out: ${method} after ${limit} ms`);
        resolve({ ok: false, error: { code: "TIMEOUT" } });
      }, limit);
      pending[id] = (answer) => {
        clearTimeout(late);
        resolve(answer);
      };
      try {
        line.send(JSON.stringify({ type: "req", id, method, params }));
      } catch {
        settle(id, { ok: false, error: { code: "SEND_FAILED" } });
      }
    });
  }

  async function call<M extends MethodName>(
    method: M,
    params: Params<M>,
    callOptions?: CallOptions,
  ): Promise<Result<M>> {
    const answer = await request(method, params, callOptions);
    if (answer.ok) return answer.payload as Result<M>;
    const error = answer.error ?? { code: "INTERNAL" };
    if (error.code === "UNAUTHORIZED") authChanged();
    throw new RpcError(error, method);
  }

  function on<E extends EventName>(event: E, listener: (payload: ServerEvents[E]) => void): Off {
    const list = listeners[event] ?? [];
    listeners[event] = list;
    list.push(listener as (payload: never) => void);
    if (status.peek() === "connected" && !subscribed.has(event)) void subscribe([event]);
    return () => {
      const at = list.indexOf(listener as (payload: never) => void);
      if (at >= 0) list.splice(at, 1);
    };
  }

  function stop(): void {
    generation++;
    clearTimeout(timer);
    status.value = "stopped";
    retryAt.value = undefined;
    for (const id of Object.keys(pending)) settle(id, { ok: false, error: { code: "DISCONNECTED" } });
    socket?.close();
    socket = undefined;
  }

  return {
    status,
    hello,
    retryAt,
    get socket() {
      return socket;
    },
    set socket(next) {
      socket = next;
    },
    pending,
    listeners,
    call,
    supports: (method) => hello.value?.features?.methods?.includes(method) ?? true,
    request,
    on,
    onConnected(listener) {
      connectListeners.add(listener);
      return () => connectListeners.delete(listener);
    },
    start() {
      if (status.peek() === "stopped") connect();
    },
    stop,
    retryNow() {
      if (status.peek() !== "waiting") return;
      delay = firstDelay;
      connect();
    },
  };
}
