import type { Socket } from "../shared/rpc/client";

interface Frame {
  type: string;
  id: string;
  method: string;
  params: Record<string, unknown>;
}

/** The other end of the line, played by a test. */
export class FakeSocket implements Socket {
  readyState = 0;
  onopen: ((event: Event) => unknown) | null = null;
  onmessage: ((event: MessageEvent<string>) => unknown) | null = null;
  onclose: ((event: CloseEvent) => unknown) | null = null;
  onerror: ((event: Event) => unknown) | null = null;
  readonly sent: Frame[] = [];

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.(new Event("close") as CloseEvent);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  receive(frame: unknown): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  event(event: string, payload: unknown): void {
    this.receive({ type: "event", event, payload });
  }

  last(method: string): Frame {
    const frame = this.sent.findLast((sent) => sent.method === method);
    if (!frame) throw new Error(`${method} was not sent; sent were ${this.sent.map((sent) => sent.method).join(", ")}`);
    return frame;
  }

  answer(method: string, payload: unknown): void {
    this.receive({ type: "res", id: this.last(method).id, ok: true, payload });
  }

  refuse(method: string, error: unknown): void {
    this.receive({ type: "res", id: this.last(method).id, ok: false, error });
  }

  /** Opens, and plays the gateway's part of the handshake. */
  async connect(): Promise<void> {
    this.open();
    await settled();
    this.answer("connect", { type: "hello-ok", protocol: 4, features: { methods: ["chat.send"] } });
    await settled();
    this.answer("subscribe", { subscriptionId: "s" });
    await settled();
  }
}

/** Lets everything that is already decided happen. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 20; round++) await Promise.resolve();
}
