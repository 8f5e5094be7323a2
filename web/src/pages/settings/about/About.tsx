import { useState } from "preact/hooks";
import * as sessions from "../../../sessions/store";
import { boot } from "../../../shared/boot";
import { formatBytes } from "../../../shared/format";
import { t, tn } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { getJson } from "../../../shared/rpc/http";
import type { SessionPage } from "../../../shared/rpc/types";
import { confirm } from "../../../shared/ui/Dialog";
import { Time } from "../../../shared/ui/Time";
import { toastError, toastSuccess } from "../../../shared/ui/toasts";
import { useLoaded } from "../../../shared/ui/useLoaded";
import { readConfig } from "../config/api";
import { Card, SectionPage } from "../Section";

export default function About() {
  const count = useLoaded(async () => (await getJson<SessionPage>("/api/sessions?limit=1")).total ?? 0);
  const config = useLoaded(async () => (await readConfig()).path);
  const [deleting, setDeleting] = useState(false);
  const { version, started_at: startedAt, mem } = boot.value;

  async function deleteAll(): Promise<void> {
    const total = count.data ?? 0;
    if (
      !(await confirm(tn("settings:about.deleteAsk", total), { danger: true, confirm: t("settings:about.deleteAll") }))
    )
      return;
    setDeleting(true);
    try {
      const { deleted } = await rpc.call("sessions.clear_all", {}, { timeoutMs: 60_000 });
      toastSuccess(tn("settings:about.deleted", deleted));
      await Promise.all([count.reload(), sessions.refresh()]);
    } catch (error) {
      toastError(error);
    } finally {
      setDeleting(false);
    }
  }

  return (
    <SectionPage title={t("settings:section.about")} intro={t("settings:about.intro")} handbook="data-and-backup">
      <Card title="Moltis">
        <dl class="facts">
          <dt>{t("settings:about.version")}</dt>
          <dd>{version ?? "?"}</dd>
          {rpc.hello.value?.server?.host && (
            <>
              <dt>{t("settings:about.host")}</dt>
              <dd>{rpc.hello.value.server.host}</dd>
            </>
          )}
          {startedAt !== undefined && (
            <>
              <dt>{t("settings:about.started")}</dt>
              <dd>
                <Time at={startedAt} />
              </dd>
            </>
          )}
          {mem && (
            <>
              <dt>{t("settings:about.memory")}</dt>
              <dd>{formatBytes(mem.process)}</dd>
            </>
          )}
        </dl>
      </Card>
      <Card title={t("settings:about.data")} note={t("settings:about.dataNote")}>
        <dl class="facts">
          <dt>{t("settings:about.sessions")}</dt>
          <dd>{count.data ?? "…"}</dd>
          {config.data && (
            <>
              <dt>{t("settings:about.configFile")}</dt>
              <dd>
                <code class="mono">{config.data}</code>
              </dd>
            </>
          )}
        </dl>
      </Card>
      <Card title={t("settings:about.danger")} note={t("settings:about.dangerNote")} danger>
        <div>
          <button
            type="button"
            class="provider-btn provider-btn-danger"
            disabled={deleting || !count.data}
            aria-busy={deleting}
            onClick={() => void deleteAll()}
          >
            {t("settings:about.deleteAll")}
          </button>
        </div>
      </Card>
    </SectionPage>
  );
}
