import logOut from "lucide:log-out";
import bot from "lucide:messages-square";
import plus from "lucide:plus";
import settings from "lucide:settings";
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as sessions from "../sessions/store";
import { t } from "../shared/i18n";
import { named, navigate, path, route } from "../shared/router";
import { useFocusTrap } from "../shared/ui/Dialog";
import { Icon } from "../shared/ui/Icon";
import { canSignOut, signOut } from "./commands";
import { mobileMenuOpen, sessionsSheetOpen } from "./state";

const close = () => {
  mobileMenuOpen.value = false;
};

/** The header's functions on a phone. */
export function MobileMenu() {
  useEffect(
    () =>
      effect(() => {
        path.value;
        mobileMenuOpen.value = false;
      }),
    [],
  );
  const open = mobileMenuOpen.value;
  return (
    <>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a second way out beside Escape
        <div id="mobileMenuOverlay" class="sheet-overlay visible" onClick={close} />
      )}
      <div id="mobileMenuPanel" class={`mobile-menu${open ? " open" : ""}`} hidden={!open}>
        {open && <Entries />}
      </div>
    </>
  );
}

function Entries() {
  const box = useFocusTrap(close);
  return (
    <div ref={box} role="dialog" aria-modal="true" aria-label={t("common:nav.menu")} tabIndex={-1}>
      <button
        id="mobileMenuSessionsBtn"
        type="button"
        class="menu-item"
        onClick={() => {
          if (route.peek().page !== "chat") navigate(named("chats", "/chats"));
          close();
          sessionsSheetOpen.value = true;
        }}
      >
        <Icon shapes={bot} /> {t("common:nav.sessions")}
      </button>
      <button
        type="button"
        class="menu-item"
        onClick={() => {
          close();
          sessions.create();
        }}
      >
        <Icon shapes={plus} /> {t("sessions:new")}
      </button>
      <button
        id="mobileMenuSettingsBtn"
        type="button"
        class="menu-item"
        onClick={() => navigate(named("profile", "/settings/profile"))}
      >
        <Icon shapes={settings} /> {t("common:nav.settings")}
      </button>
      {canSignOut() && (
        <button id="mobileMenuLogoutBtn" type="button" class="menu-item danger" onClick={() => void signOut()}>
          <Icon shapes={logOut} /> {t("common:nav.signOut")}
        </button>
      )}
    </div>
  );
}
