import { lazy, Suspense } from "preact/compat";
import { useEffect } from "preact/hooks";
import { ChatPage } from "../pages/chat/ChatPage";
import { knownSection } from "../pages/settings/sections";
import { Sidebar } from "../sessions/Sidebar";
import { onShortcut } from "../shared/actions";
import { t } from "../shared/i18n";
import { canonicalise, chatPath, path, route } from "../shared/router";
import { ConfirmRoot } from "../shared/ui/Dialog";
import { Toasts } from "../shared/ui/toasts";
import { Banners } from "./Banners";
import { CommandPalette } from "./CommandPalette";
import { registerActions } from "./commands";
import { Header } from "./Header";
import { MobileMenu } from "./MobileMenu";

const SettingsPage = lazy(() => import("../pages/settings/SettingsPage"));

export function App() {
  const now = route.value;
  const here = path.value;
  useEffect(() => canonicalise(knownSection), [here]);
  useEffect(() => {
    const off = registerActions();
    document.addEventListener("keydown", onShortcut);
    return () => {
      off();
      document.removeEventListener("keydown", onShortcut);
    };
  }, []);
  return (
    <div class="shell">
      <a class="skip-link" href="#pageContent">
        {t("common:skip")}
      </a>
      <Header />
      <Banners />
      <div class="shell-body">
        {now.page === "chat" && <Sidebar />}
        <main id="pageContent" class="page-content" tabIndex={-1}>
          <Suspense fallback={<div class="page-loading" aria-hidden="true" />}>
            {now.page === "chat" && <ChatPage sessionKey={now.sessionKey} />}
            {now.page === "settings" && <SettingsPage section={now.section} sub={now.sub} />}
            {now.page === "unknown" && <NotFound />}
          </Suspense>
        </main>
      </div>
      <MobileMenu />
      <CommandPalette />
      <ConfirmRoot />
      <Toasts />
      <div id="modalRoot" />
    </div>
  );
}

function NotFound() {
  return (
    <div class="empty-state">
      <h1>{t("common:notFound.title")}</h1>
      <p>{t("common:notFound.text")}</p>
      <a class="provider-btn" href={chatPath("main")}>
        {t("common:notFound.home")}
      </a>
    </div>
  );
}
