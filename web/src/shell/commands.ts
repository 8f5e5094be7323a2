import contrast from "lucide:contrast";
import logOut from "lucide:log-out";
import message from "lucide:message-square";
import plus from "lucide:plus";
import search from "lucide:search";
import { SECTIONS, visible } from "../pages/settings/sections";
import * as sessions from "../sessions/store";
import { type Action, register } from "../shared/actions";
import { authStatus } from "../shared/auth";
import { t } from "../shared/i18n";
import { chatPath, lastSession, navigate, settingsPath } from "../shared/router";
import { sendJson } from "../shared/rpc/http";
import { toggleTheme } from "../shared/theme";
import { paletteOpen } from "./state";

export function canSignOut(): boolean {
  const status = authStatus.value;
  return Boolean(status?.authenticated && !status.auth_disabled && (status.has_password || status.has_passkeys));
}

export async function signOut(): Promise<void> {
  await sendJson("POST", "/api/auth/logout", {}).catch(() => {});
  location.assign("/");
}

/** What can be done from everywhere. */
export function registerActions(): () => void {
  const list: Action[] = [
    {
      id: "palette",
      group: "navigation",
      label: () => t("common:palette.open"),
      keys: "Mod+K",
      run: () => {
        paletteOpen.value = !paletteOpen.value;
      },
    },
    {
      id: "nav.chats",
      group: "navigation",
      label: () => t("common:nav.chats"),
      icon: message,
      run: () => navigate(chatPath(lastSession())),
    },
    ...SECTIONS.map(
      (section): Action => ({
        id: `settings.${section.id}`,
        group: "settings",
        label: () => t(section.label),
        keywords: section.keywords,
        icon: section.icon,
        enabled: () => visible(section),
        run: () => navigate(settingsPath(section.id)),
      }),
    ),
    {
      id: "session.new",
      group: "actions",
      label: () => t("sessions:newTitle"),
      icon: plus,
      keys: "Alt+N",
      run: () => void sessions.create(),
    },
    {
      id: "session.search",
      group: "actions",
      label: () => t("sessions:search"),
      icon: search,
      run: () => document.getElementById("sessionSearch")?.focus(),
    },
    {
      id: "theme.toggle",
      group: "actions",
      label: () => t("common:theme.toggle"),
      icon: contrast,
      keywords: "dark light",
      run: toggleTheme,
    },
    {
      id: "auth.signOut",
      group: "actions",
      label: () => t("common:nav.signOut"),
      icon: logOut,
      enabled: canSignOut,
      run: () => void signOut(),
    },
  ];
  return register(...list);
}
