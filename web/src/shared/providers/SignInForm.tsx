import external from "lucide:external-link";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { messageOf, rpc } from "../rpc";
import type { Provider, SignInLabel, SignInStatus } from "../rpc/types";
import { CopyButton } from "../ui/CopyButton";
import { Countdown } from "../ui/Countdown";
import { Icon } from "../ui/Icon";
import { useKeptFocus } from "../ui/useKeptFocus";
import { holdsCallback, SignIn, type SignInState } from "./signIn";
import { day, officialWord, sourceOf } from "./sources";

interface Props {
  provider: Provider;
  /** Somebody is signed in. */
  onConnected: () => void;
  onCancel?: () => void;
}

/** Connects a subscription: a page of the provider, or a code to type there. */
export function SignInForm({ provider, onConnected, onCancel }: Props) {
  const signIn = useMemo(() => new SignIn(provider.name), [provider.name]);
  const found = useFound(provider.name, (status) => signIn.resume(status.pending));
  const state = signIn.state.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => () => signIn.dispose(), [signIn]);
  useEffect(() => {
    if (state.name === "done") onConnected();
  }, [state.name]);
  useKeptFocus(box, state.name);

  return (
    <div ref={box} class="form-stack sign-in">
      {state.name === "idle" && (
        <Beginning
          provider={provider}
          found={found}
          onStart={(force) => void signIn.start(force)}
          onUse={() => void signIn.start()}
          onCancel={onCancel}
        />
      )}
      {state.name === "browser" && <BrowserSteps signIn={signIn} state={state} />}
      {state.name === "device" && <DeviceSteps state={state} />}
      <div role="status" class="sign-in-progress">
        <Progress provider={provider} state={state} />
      </div>
      {(state.name === "failed" || state.name === "expired") && (
        <div class="alert-error-text" role="alert">
          {state.name === "expired" ? (
            t("providers:signIn.expired")
          ) : (
            <>
              {t("providers:error.prefix")} {state.message}
              {state.hint && <span class="block">{state.hint}</span>}
            </>
          )}
        </div>
      )}
      {state.name !== "idle" && state.name !== "starting" && state.name !== "done" && (
        <div class="form-actions">
          <button type="button" class="provider-btn provider-btn-secondary" onClick={() => signIn.cancel()}>
            {t("common:actions.cancel")}
          </button>
          {(state.name === "failed" || state.name === "expired") && (
            <button type="button" data-next class="provider-btn" onClick={() => void signIn.start(true)}>
              {t("providers:signIn.again")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

interface BeginningProps {
  provider: Provider;
  found: SignInStatus | undefined;
  onStart: (force: boolean) => void;
  onUse: () => void;
  onCancel: (() => void) | undefined;
}

function Beginning({ provider, found, onStart, onUse, onCancel }: BeginningProps) {
  const there = found?.authenticated === true;
  const codex = there && sourceOf(found.source ?? "").kind === "codexCli";
  return (
    <>
      <p class="muted text-sm">
        {intro(provider)}{" "}
        <a href={provider.signIn?.handbook ?? "/docs/sign-in"} target="_blank" rel="noopener noreferrer">
          {t("providers:signIn.help")}
        </a>
      </p>
      {provider.signIn && <Official label={provider.signIn} />}
      {found?.error && (
        <div class="alert-warning-text" role="status">
          {found.error}
        </div>
      )}
      {there && (
        <div class="alert-info-text" role="status">
          {codex ? t("providers:signIn.foundCodex") : t("providers:signIn.found", { provider: provider.displayName })}
        </div>
      )}
      <div class="form-actions">
        {onCancel && (
          <button type="button" class="provider-btn provider-btn-secondary" onClick={onCancel}>
            {t("common:actions.cancel")}
          </button>
        )}
        {there && (
          <button type="button" class="provider-btn provider-btn-secondary" onClick={() => onStart(true)}>
            {t("providers:signIn.anew")}
          </button>
        )}
        <button
          type="button"
          data-autofocus
          data-next
          class="provider-btn"
          onClick={there ? onUse : () => onStart(false)}
        >
          {there ? t("providers:signIn.use") : t("providers:connect")}
        </button>
      </div>
    </>
  );
}

/** Whether the vendor offers this to programs like this one. */
function Official({ label }: { label: SignInLabel }) {
  return (
    <div class="sign-in-label">
      <span class={`badge${label.official ? " ok" : " warn"}`}>{officialWord(label)}</span>
      <span class="field-hint">
        {label.note} {t("providers:official.checked", { day: day(label.checkedOn) })}
      </span>
    </div>
  );
}

function intro(provider: Provider): string {
  if (provider.name === "openai-codex") return t("providers:signIn.introCodex");
  if (provider.name === "github-copilot") return t("providers:signIn.introCopilot");
  return t("providers:signIn.intro", { provider: provider.displayName });
}

function BrowserSteps({ signIn, state }: { signIn: SignIn; state: Extract<SignInState, { name: "browser" }> }) {
  const [pasted, setPasted] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const { host } = new URL(state.url);

  async function submit(text: string): Promise<void> {
    if (!holdsCallback(text)) {
      setError(t("providers:signIn.pasteWrong"));
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await signIn.complete(text);
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {!state.opened && <p class="alert-warning-text">{t("providers:signIn.blocked")}</p>}
      {state.problem && <p class="alert-warning-text">{state.problem}</p>}
      <a
        class={`provider-btn self-start${state.opened ? " provider-btn-secondary" : ""}`}
        data-next
        href={state.url}
        target="_blank"
        rel="noopener noreferrer"
      >
        {t(state.opened ? "providers:signIn.openAgain" : "providers:signIn.open", { host })}
        <Icon shapes={external} />
      </a>
      <form
        class="field"
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(pasted);
        }}
      >
        <label for={`${id}-pasted`}>{t("providers:signIn.pasteLabel")}</label>
        <span id={`${id}-hint`} class="field-hint">
          {t("providers:signIn.pasteHint")}
        </span>
        <div class="input-with-button">
          <input
            id={`${id}-pasted`}
            class="input mono"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder="http://localhost:1455/auth/callback?code=...&state=..."
            aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}
            aria-invalid={error !== undefined}
            value={pasted}
            onInput={(event) => {
              setPasted(event.currentTarget.value);
              setError(undefined);
            }}
          />
          <button type="submit" class="provider-btn provider-btn-secondary" disabled={busy} aria-busy={busy}>
            {busy ? t("providers:signIn.submitting") : t("providers:signIn.submit")}
          </button>
        </div>
        {error && (
          <span id={`${id}-error`} class="alert-error-text" role="alert">
            {t("providers:error.prefix")} {error}
          </span>
        )}
      </form>
    </>
  );
}

function DeviceSteps({ state }: { state: Extract<SignInState, { name: "device" }> }) {
  const page = new URL(state.link);
  return (
    <>
      <p>
        {t("providers:signIn.goTo")}{" "}
        <a data-next href={state.link} target="_blank" rel="noopener noreferrer">
          {page.host}
          {page.pathname === "/" ? "" : page.pathname}
        </a>{" "}
        {t("providers:signIn.enter")}
      </p>
      <div class="device-code">
        <output class="mono" aria-label={t("providers:signIn.codeName")}>
          {state.code}
        </output>
        <CopyButton
          text={() => state.code}
          title={t("providers:signIn.copy")}
          label={t("providers:signIn.copy")}
          class="provider-btn provider-btn-secondary"
        />
      </div>
    </>
  );
}

function Progress({ provider, state }: { provider: Provider; state: SignInState }) {
  switch (state.name) {
    case "starting":
      return <Turning text={t("providers:signIn.starting", { provider: provider.displayName })} />;
    case "browser":
      return (
        <Turning text={t("providers:signIn.waiting", { host: new URL(state.url).host })} until={state.expiresAt} />
      );
    case "device":
      return <Turning text={t("providers:signIn.deviceWaiting")} until={state.expiresAt} />;
    case "finishing":
      return <Turning text={t("providers:signIn.finishing")} />;
    case "done":
      return <>{t("providers:signIn.done")}</>;
    case "idle":
    case "expired":
    case "failed":
      return null;
  }
}

function Turning({ text, until }: { text: string; until?: number }) {
  return (
    <>
      <span class="spinner" aria-hidden="true" />
      <span>
        {text} {until !== undefined && <Countdown until={until} name={t("providers:signIn.left")} />}
      </span>
    </>
  );
}

/** What the gateway knows of a sign-in before one begins here. */
function useFound(provider: string, onFound: (status: SignInStatus) => void): SignInStatus | undefined {
  const [found, setFound] = useState<SignInStatus>();
  useEffect(() => {
    let current = true;
    rpc
      .call("providers.oauth.status", { provider })
      .then((status) => {
        if (!current) return;
        setFound(status);
        onFound(status);
      })
      .catch(() => {
        // Then a new one begins.
      });
    return () => {
      current = false;
    };
  }, [provider]);
  return found;
}
