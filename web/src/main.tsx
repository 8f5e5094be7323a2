import { render } from "preact";
import { start as followConversations } from "./pages/chat/conversation/conversations";
import { start as followSessions } from "./sessions/store";
import { askAuthStatus, detour } from "./shared/auth";
import { set as setBoot } from "./shared/boot";
import { init as initLanguage, t } from "./shared/i18n";
import { navigate } from "./shared/router";
import { rpc } from "./shared/rpc";
import type { ServerEvents } from "./shared/rpc/events";
import { start as followModels } from "./shared/stores/models";
import { paint } from "./shared/theme";
import { toast } from "./shared/ui/toasts";
import { App } from "./shell/App";
import { drawFavicon } from "./shell/favicon";
import { registerWorker } from "./shell/pwa";
import "./styles/style.css";

async function start(): Promise<void> {
  paint();
  await initLanguage();
  followSessions();
  followModels();
  followConversations();
  rpc.on("tick", ({ mem }) => mem && setBoot("mem", mem));
  rpc.on("update.available", (update) => setBoot("update", update));
  rpc.on("auth.credentials_changed", () => location.assign("/login"));
  rpc.on("providers.updated", tellEndedSignIn);
  rpc.on("usage.notice", ({ message }) => toast(message, "info"));
  rpc.on("error", ({ message }) => message && toast(message, "error"));
  const root = document.getElementById("app");
  if (root) render(<App />, root);
  drawFavicon();
  rpc.start();
  const target = detour(await askAuthStatus());
  if (target) location.assign(target);
  else void registerWorker();
  void import("./seams");
}

/** A sign-in that its provider refuses to renew is told where the person is, with the way that mends it. */
function tellEndedSignIn({ signIn, error }: ServerEvents["providers.updated"]): void {
  if (signIn !== "needs-sign-in") return;
  toast(error ?? t("providers:page.signInEnded"), "error", {
    durationMs: 60_000,
    action: { label: t("providers:page.signInAgain"), run: () => navigate("/settings/providers") },
  });
}

// A part of the page that no longer exists means that the gateway was updated under an open page.
window.addEventListener("vite:preloadError", (event) => {
  event.preventDefault();
  if (rpc.status.peek() !== "connected") return;
  toast(t("common:updated"), "info", {
    durationMs: 60_000,
    action: { label: t("common:actions.reload"), run: () => location.reload() },
  });
});

void start();
