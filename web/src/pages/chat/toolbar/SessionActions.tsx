import archive from "lucide:archive";
import download from "lucide:download";
import more from "lucide:ellipsis";
import eraser from "lucide:eraser";
import fork from "lucide:git-fork";
import trash from "lucide:trash-2";
import { useState } from "preact/hooks";
import * as sessions from "../../../sessions/store";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Menu, type MenuEntry } from "../../../shared/ui/Menu";
import { toastError } from "../../../shared/ui/toasts";
import type { Conversation } from "../conversation/conversation";
import { saveAsMarkdown } from "./saveMarkdown";

export function SessionActions({ conversation }: { conversation: Conversation }) {
  const key = conversation.key;
  const row = sessions.byKey(key);
  const [saving, setSaving] = useState(false);

  async function save(): Promise<void> {
    setSaving(true);
    await saveAsMarkdown(key, sessions.title(row, key));
    setSaving(false);
  }

  const entries: MenuEntry[] = [];
  if (row && sessions.isArchivable(row)) {
    entries.push({
      label: row.archived ? t("sessions:unarchive") : t("sessions:archive"),
      title: row.archived ? t("sessions:unarchiveTitle") : t("sessions:archiveTitle"),
      icon: archive,
      run: () => void sessions.setArchived(key, !row.archived),
    });
  }
  if (!sessions.isCron(key)) {
    entries.push({
      label: t("sessions:fork"),
      title: t("sessions:forkTitle"),
      icon: fork,
      run: () => void sessions.fork(key),
    });
  }
  entries.push({
    label: t("sessions:save"),
    title: t("sessions:saveTitle"),
    icon: download,
    disabled: saving,
    run: () => void save(),
  });
  if (key === sessions.MAIN) {
    entries.push({
      label: t("sessions:clear"),
      title: t("sessions:clearTitle"),
      icon: eraser,
      line: true,
      run: () =>
        void rpc
          .call("chat.clear", { _session_key: key })
          .then(() => conversation.clear())
          .catch(toastError),
    });
  }
  entries.push({
    label: t("common:actions.delete"),
    title: t("sessions:deleteTitle"),
    icon: trash,
    danger: true,
    line: key !== sessions.MAIN,
    run: () => sessions.remove(key),
  });
  return (
    <div id="sessionActionsMount">
      <Menu name={t("sessions:actions")} icon={more} entries={entries} />
    </div>
  );
}
