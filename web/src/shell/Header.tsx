import logOut from "lucide:log-out";
import menu from "lucide:menu";
import monitor from "lucide:monitor";
import moon from "lucide:moon";
import search from "lucide:search";
import settings from "lucide:settings";
import sun from "lucide:sun";
import { isApple } from "../shared/actions";
import { agentName, boot, identity } from "../shared/boot";
import { formatBytes } from "../shared/format";
import { t } from "../shared/i18n";
import { chatPath, lastSession, named, onLink, route } from "../shared/router";
import { rpc } from "../shared/rpc";
import { setTheme, THEMES, theme } from "../shared/theme";
import { Icon } from "../shared/ui/Icon";
import { canSignOut, signOut } from "./commands";
import { mobileMenuOpen, paletteOpen } from "./state";

const THEME_ICONS = { light: sun, system: monitor, dark: moon } as const;

export function Header() {
  const home = chatPath(lastSession());
  const profile = named("profile", "/settings/profile");
  const inSettings = route.value.page === "settings";
  return (
    <header class="header">
      <a id="titleLink" class="title-link" href={home} onClick={(event) => onLink(event, chatPath(lastSession()))}>
        {identity.value.emoji && <span id="titleEmoji">{identity.value.emoji}</span>}
        <span id="titleName">{agentName.value}</span>
      </a>
      <Connection />
      <span class="grow" />
      <Memory />
      <button
        id="commandPaletteBtn"
        type="button"
        class="ghost-btn palette-btn"
        title={t("common:palette.open")}
        aria-label={`${t("common:palette.open")} ${isApple ? "⌘K" : "Ctrl+K"}`}
        aria-haspopup="dialog"
        onClick={() => {
          paletteOpen.value = !paletteOpen.value;
        }}
      >
        <Icon shapes={search} />
        <span id="cmdPaletteKbd" class="kbd">
          {isApple ? "⌘K" : "Ctrl+K"}
        </span>
      </button>
      <a
        id="settingsBtn"
        class={`ghost-btn${inSettings ? " active" : ""}`}
        href={profile}
        title={t("common:nav.settings")}
        aria-label={t("common:nav.settings")}
        aria-current={inSettings ? "page" : undefined}
        onClick={(event) => onLink(event, profile)}
      >
        <Icon shapes={settings} />
      </a>
      <ThemeToggle />
      {canSignOut() && (
        <button
          id="logoutBtn"
          type="button"
          class="ghost-btn danger"
          title={t("common:nav.signOut")}
          aria-label={t("common:nav.signOut")}
          onClick={() => void signOut()}
        >
          <Icon shapes={logOut} />
        </button>
      )}
      <button
        id="mobileMenuBtn"
        type="button"
        class="ghost-btn"
        aria-label={t("common:nav.menu")}
        aria-expanded={mobileMenuOpen.value}
        aria-controls="mobileMenuPanel"
        onClick={() => {
          mobileMenuOpen.value = !mobileMenuOpen.value;
        }}
      >
        <Icon shapes={menu} large />
      </button>
    </header>
  );
}

function Connection() {
  const status = rpc.status.value;
  const text = {
    connected: "",
    connecting: t("common:connection.connecting"),
    waiting: t("common:connection.reconnecting"),
    stopped: "",
    refused: t("common:connection.refused"),
  }[status];
  const name = status === "connected" ? t("common:connection.connected") : text;
  return (
    <span class="connection" title={name}>
      <span
        id="statusDot"
        class={`status-dot${status === "connected" ? " connected" : status === "connecting" ? " connecting" : ""}`}
        role="img"
        aria-label={name}
      />
      <span id="statusText">{text}</span>
    </span>
  );
}

function Memory() {
  const mem = boot.value.mem;
  if (!mem) return <span id="memoryInfo" class="memory-info" />;
  const model = mem.localLlamaCpp ? ` (llama.cpp ${formatBytes(mem.localLlamaCpp)})` : "";
  return (
    <span id="memoryInfo" class="memory-info" title={t("common:memory.title")}>
      {formatBytes(mem.process)}
      {model} · {t("common:memory.free", { free: formatBytes(mem.available), total: formatBytes(mem.total) })}
    </span>
  );
}

function ThemeToggle() {
  return (
    <div id="themeToggle" class="theme-toggle" role="group" aria-label={t("common:theme.name")}>
      {THEMES.map((value) => {
        const name = t(`common:theme.${value}`);
        return (
          <button
            key={value}
            type="button"
            class={`theme-btn${theme.value === value ? " active" : ""}`}
            data-theme-val={value}
            title={name}
            aria-label={name}
            aria-pressed={theme.value === value}
            onClick={() => setTheme(value)}
          >
            <Icon shapes={THEME_ICONS[value]} />
          </button>
        );
      })}
    </div>
  );
}
