import { type ReadonlySignal, signal } from "@preact/signals";
import { hintOfError, messageOf, rpc } from "../rpc";
import type { SignInStarted, SignInStatus } from "../rpc/types";

export type SignInState =
  | { name: "idle" }
  | { name: "starting" }
  /** A page of the provider waits for the person. `opened` is false when the browser refused to open it. */
  | { name: "browser"; url: string; opened: boolean; problem: string | undefined; expiresAt: number }
  /** A code waits to be typed at `link`. */
  | { name: "device"; code: string; link: string; expiresAt: number }
  /** The person is done; the gateway and the provider are not. */
  | { name: "finishing"; since: number; expiresAt: number }
  | { name: "done" }
  | { name: "expired" }
  | { name: "failed"; message: string; hint: string | undefined };

const START_MS = 40_000;
const COMPLETE_MS = 60_000;
const POLL_MS = 2_000;
const FINISHING_MS = 30_000;
/** For a gateway that does not say how long it waits. */
const WAIT_MS = 120_000;

/**
 * One sign-in at a provider, from the click to its end. The gateway waits for the provider; this follows it by its events,
 * and by asking, since an event may be missed while the line is down.
 */
export class SignIn {
  readonly provider: string;
  readonly #state = signal<SignInState>({ name: "idle" });
  readonly state: ReadonlySignal<SignInState> = this.#state;
  readonly #openTab: (url: string) => boolean;
  #round = 0;
  #stopFollowing = () => {};

  /** @param openTab shows a page beside this one; says whether the browser allowed it */
  constructor(provider: string, openTab: (url: string) => boolean = openBeside) {
    this.provider = provider;
    this.#openTab = openTab;
  }

  /** @param force begins anew although there is a sign-in */
  async start(force = false): Promise<void> {
    const mine = this.#begin();
    this.#state.value = { name: "starting" };
    try {
      const started = await rpc.call(
        "providers.oauth.start",
        { provider: this.provider, redirectUri: `${location.origin}/auth/callback`, ...(force ? { force } : {}) },
        { timeoutMs: START_MS },
      );
      if (mine === this.#round) this.#started(started);
    } catch (error) {
      if (mine === this.#round) this.#fail(error);
    }
  }

  /** Goes on with a code that was shown before this page was opened. */
  resume(pending: SignInStatus["pending"]): void {
    if (this.#state.peek().name === "idle" && pending?.userCode) this.#started(pending);
  }

  /**
   * Completes a browser sign-in with the address at which the browser ended.
   *
   * @throws if it does not fit or is refused; the sign-in goes on if the provider was not asked yet
   */
  async complete(pasted: string): Promise<void> {
    const mine = this.#round;
    await rpc.call(
      "providers.oauth.complete",
      { provider: this.provider, callback: pasted.trim() },
      { timeoutMs: COMPLETE_MS },
    );
    if (mine === this.#round) this.#end({ name: "done" });
  }

  /** Gives up, here and at the gateway. */
  cancel(): void {
    this.#end({ name: "idle" });
    void rpc.call("providers.oauth.cancel", { provider: this.provider }).catch(() => {
      // It ends by itself after its time.
    });
  }

  /** Opens the provider's page again. */
  reopen(): void {
    const now = this.#state.peek();
    if (now.name === "browser") this.#state.value = { ...now, opened: this.#openTab(now.url) };
  }

  /** Looks away. What has begun can still come to its end at the gateway. */
  dispose(): void {
    this.#begin();
  }

  #begin(): number {
    this.#stopFollowing();
    this.#stopFollowing = () => {};
    return ++this.#round;
  }

  #started(answer: SignInStarted): void {
    const expiresAt = answer.expiresAt ?? Date.now() + WAIT_MS;
    const link = answer.verificationUriComplete || answer.verificationUri || "";
    if (answer.alreadyAuthenticated) this.#end({ name: "done" });
    else if (answer.userCode && isPage(link)) {
      this.#state.value = { name: "device", code: answer.userCode, link, expiresAt };
      this.#follow();
    } else if (answer.authUrl && isPage(answer.authUrl)) {
      const opened = this.#openTab(answer.authUrl);
      const problem = answer.problem ?? undefined;
      this.#state.value = { name: "browser", url: answer.authUrl, opened, problem, expiresAt };
      this.#follow();
    } else this.#fail(undefined);
  }

  #follow(): void {
    const mine = this.#round;
    const look = () => void this.#look(mine);
    const lookAgain = () => document.visibilityState === "visible" && look();
    const timer = setInterval(look, POLL_MS);
    const off = rpc.on("providers.updated", (event) => {
      if (event.provider === this.provider && event.signIn === "signed-in") this.#end({ name: "done" });
    });
    document.addEventListener("visibilitychange", lookAgain);
    this.#stopFollowing = () => {
      clearInterval(timer);
      off();
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }

  async #look(mine: number): Promise<void> {
    try {
      const status = await rpc.call("providers.oauth.status", { provider: this.provider });
      const now = this.#state.peek();
      if (mine !== this.#round || !("expiresAt" in now)) return;
      if (status.waiting ?? !status.authenticated) {
        if (Date.now() > now.expiresAt + POLL_MS) this.#end({ name: "expired" });
      } else if (status.error) this.#end({ name: "failed", message: status.error, hint: undefined });
      else if (status.authenticated) this.#end({ name: "done" });
      else if (now.name !== "finishing") {
        this.#state.value = { name: "finishing", since: Date.now(), expiresAt: now.expiresAt };
      } else if (Date.now() > now.since + FINISHING_MS) this.#end({ name: "expired" });
    } catch {
      // The line is down. What happened meanwhile is seen when it is back.
    }
  }

  #fail(error: unknown): void {
    this.#end({ name: "failed", message: messageOf(error), hint: hintOfError(error) });
  }

  #end(state: SignInState): void {
    this.#begin();
    this.#state.value = state;
  }
}

/** The page that is opened gets no handle on this one. */
function openBeside(url: string): boolean {
  const tab = window.open(url, "_blank");
  if (tab) tab.opener = null;
  return tab !== null;
}

/** Whether a pasted text holds what completes a sign-in: the callback's address, its query, or `code#state`. */
export function holdsCallback(pasted: string): boolean {
  const text = pasted.trim();
  if (text.includes("://")) {
    const url = parsed(text);
    return url !== undefined && [url.search, url.hash].some(holdsBoth);
  }
  return holdsBoth(text) || /^[^\s#=]+#[^\s#=]+$/.test(text);
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** An address to visit; a provider's answer is not trusted to be one. */
function isPage(text: string): boolean {
  return /^https?:$/.test(parsed(text)?.protocol ?? "");
}

function holdsBoth(query: string): boolean {
  const fields = new URLSearchParams(query.replace(/^[?#]/, ""));
  return Boolean(fields.get("code") && fields.get("state"));
}

/** `9:05` until then; never below zero. */
export function timeLeft(expiresAt: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((expiresAt - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
