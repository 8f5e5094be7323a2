import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import { confirm } from "../../../shared/ui/Dialog";
import { Saved, useSaving } from "../../../shared/ui/Saved";
import { useLoaded } from "../../../shared/ui/useLoaded";
import { SectionPage } from "../Section";
import { type Check, type ConfigText, checkConfig, lineOf, readConfig, readTemplate, saveConfig } from "./api";
import type { TomlEditor } from "./editor";

const CHECK_MS = 400;

/** What was typed and not saved; leaving the page does not lose it. */
let unsaved: string | undefined;

export default function Configuration() {
  const { data, error, reload } = useLoaded(readConfig);
  return (
    <SectionPage title={t("settings:section.config")} intro={t("settings:config.intro")} handbook="configuration" wide>
      {error !== undefined && (
        <div class="alert-error-text" role="alert">
          {messageOf(error)}
        </div>
      )}
      {data ? (
        <Editor key={data.version ?? ""} file={data} onReload={reload} />
      ) : (
        error === undefined && <div class="skeleton config-editor" />
      )}
    </SectionPage>
  );
}

function Editor({ file, onReload }: { file: ConfigText; onReload: () => Promise<void> }) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<TomlEditor>();
  const [text, setText] = useState(unsaved ?? file.toml);
  const [saved, setSaved] = useState({ text: file.toml, version: file.version });
  const [check, setCheck] = useState<Check>({ valid: true });
  const [restart, setRestart] = useState(false);
  const [changedElsewhere, setChangedElsewhere] = useState(false);
  const saving = useSaving();
  const dirty = text !== saved.text;
  const latest = useRef({ save });
  latest.current = { save };

  useEffect(() => {
    let current = true;
    void import("./editor").then(({ createEditor }) => {
      if (!current || !box.current) return;
      editor.current = createEditor({
        parent: box.current,
        text,
        label: t("settings:section.config"),
        onChange: setText,
        onSave: () => void latest.current.save(),
      });
    });
    return () => {
      current = false;
      editor.current?.destroy();
    };
  }, []);

  useEffect(() => {
    unsaved = dirty ? text : undefined;
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [text, dirty]);

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      checkConfig(text, abort.signal)
        .then(setCheck)
        .catch(() => {});
    }, CHECK_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  useEffect(() => {
    editor.current?.mark([
      ...(check.error ? [{ line: lineOf(check.error), message: check.error, severity: "error" as const }] : []),
      ...(check.warnings ?? []).map((message) => ({ line: lineOf(message), message, severity: "warning" as const })),
    ]);
  }, [check]);

  useEffect(
    () =>
      rpc.on("config.changed", (event) => {
        if (event.restart_required) setRestart(true);
        void readConfig()
          .then((now) => setChangedElsewhere(now.version !== undefined && now.version !== latestVersion.current))
          .catch(() => {});
      }),
    [],
  );
  const latestVersion = useRef(saved.version);
  latestVersion.current = saved.version;

  async function save(): Promise<void> {
    if (!dirty || !check.valid) return;
    const sent = text;
    await saving.run(async () => {
      const answer = await saveConfig(sent, saved.version);
      latestVersion.current = answer.version;
      setSaved({ text: sent, version: answer.version });
      setChangedElsewhere(false);
      if (answer.restart_required) setRestart(true);
    });
  }

  async function discard(): Promise<void> {
    if (
      dirty &&
      !(await confirm(t("settings:config.discardAsk"), { danger: true, confirm: t("settings:config.discard") }))
    )
      return;
    unsaved = undefined;
    const now = await readConfig().catch(() => undefined);
    if (!now) return onReload();
    editor.current?.replace(now.toml);
    latestVersion.current = now.version;
    setSaved({ text: now.toml, version: now.version });
    setChangedElsewhere(false);
  }

  async function reset(): Promise<void> {
    if (!(await confirm(t("settings:config.resetAsk"), { confirm: t("settings:config.reset") }))) return;
    await saving.run(async () => editor.current?.replace((await readTemplate()).toml));
  }

  const warnings = check.warnings ?? [];
  return (
    <>
      {restart && <div class="alert-warning-text">{t("settings:config.restart")}</div>}
      {changedElsewhere && (
        <div class="alert-warning-text" role="alert">
          {t("settings:config.changedElsewhere")}{" "}
          <button type="button" class="link-btn" onClick={() => void discard()}>
            {t("settings:config.reload")}
          </button>
        </div>
      )}
      <div class="card config-card">
        <div class="config-head">
          <code class="truncate-line" title={file.path}>
            {file.path ?? "moltis.toml"}
          </code>
          <span class={`badge ${check.valid ? (warnings.length > 0 ? "warn" : "ok") : "bad"}`} role="status">
            {check.valid
              ? warnings.length > 0
                ? t("settings:config.hasWarnings")
                : t("settings:config.valid")
              : t("settings:config.invalid")}
          </span>
        </div>
        <div ref={box} class="config-editor" />
        {(check.error || warnings.length > 0) && (
          <ul class="config-problems">
            {check.error && <li class="error">{check.error}</li>}
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="settings-card-foot">
        <button
          type="button"
          class="provider-btn"
          disabled={!dirty || !check.valid || saving.busy}
          aria-busy={saving.busy}
          onClick={() => void save()}
        >
          {t("common:actions.save")}
        </button>
        <button type="button" class="provider-btn provider-btn-secondary" onClick={() => void discard()}>
          {t("settings:config.reload")}
        </button>
        <button type="button" class="provider-btn provider-btn-secondary" onClick={() => void reset()}>
          {t("settings:config.reset")}
        </button>
        <Saved saving={saving} />
      </div>
    </>
  );
}
