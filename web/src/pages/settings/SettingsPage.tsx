import back from "lucide:arrow-left";
import type { ComponentType } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useState } from "preact/hooks";
import { t } from "../../shared/i18n";
import { chatPath, lastSession, onLink, settingsPath } from "../../shared/router";
import { Icon } from "../../shared/ui/Icon";
import { SECTIONS, type Section, visible } from "./sections";

const PAGES: Readonly<Record<string, ComponentType>> = {
  profile: lazy(() => import("./profile/Profile")),
  appearance: lazy(() => import("./appearance/Appearance")),
  providers: lazy(() => import("./providers/Providers")),
  usage: lazy(() => import("./usage/Usage")),
  logs: lazy(() => import("./logs/Logs")),
  config: lazy(() => import("./config/Configuration")),
  about: lazy(() => import("./about/About")),
};

const GROUPS = ["general", "security", "integrations", "systems"] as const;

interface Props {
  section: string;
  sub: string | undefined;
}

export default function SettingsPage({ section }: Props) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [query, setQuery] = useState("");
  const Page = PAGES[section];
  const home = chatPath(lastSession());
  const words = query.trim().toLowerCase();
  const shown = SECTIONS.filter(visible).filter((entry) =>
    `${t(entry.label)} ${entry.keywords}`.toLowerCase().includes(words),
  );
  return (
    <div class={`settings${menuOpen ? " menu-open" : ""}`}>
      <div class="settings-mobile-bar">
        <a class="ghost-btn settings-mobile-chat-btn" href={home} onClick={(event) => onLink(event, home)}>
          <Icon shapes={back} /> {t("settings:back")}
        </a>
        <button
          type="button"
          class="ghost-btn settings-mobile-menu-btn"
          aria-expanded={menuOpen}
          aria-controls="settingsMenu"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          {menuOpen ? t("settings:hideSections") : t("settings:sections")}
        </button>
      </div>
      <aside id="settingsMenu" class="settings-sidebar">
        {menuOpen && <h1 class="sr-only">{t("settings:title")}</h1>}
        <a class="ghost-btn settings-back-slot" href={home} onClick={(event) => onLink(event, home)}>
          <Icon shapes={back} /> {t("settings:back")}
        </a>
        <input
          type="search"
          class="input settings-search"
          placeholder={t("settings:search")}
          aria-label={t("settings:search")}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <nav class="settings-sidebar-nav" aria-label={t("settings:title")}>
          {GROUPS.map((group) => (
            <Group
              key={group}
              name={t(`settings:group.${group}`)}
              sections={shown.filter((entry) => entry.group === group)}
              active={section}
              onChoose={() => setMenuOpen(false)}
            />
          ))}
          {shown.length === 0 && <p class="session-empty">{t("common:search.none")}</p>}
        </nav>
      </aside>
      <div class="settings-content-wrap">
        <Suspense fallback={<div class="page-loading" aria-hidden="true" />}>{Page && <Page key={section} />}</Suspense>
      </div>
    </div>
  );
}

interface GroupProps {
  name: string;
  sections: readonly Section[];
  active: string;
  onChoose: () => void;
}

function Group({ name, sections, active, onChoose }: GroupProps) {
  if (sections.length === 0) return null;
  return (
    <div class="settings-group">
      <div class="settings-group-label">{name}</div>
      {sections.map((entry) => {
        const target = settingsPath(entry.id);
        return (
          <a
            key={entry.id}
            class={`settings-nav-item${entry.id === active ? " active" : ""}`}
            data-section={entry.id}
            href={target}
            aria-current={entry.id === active ? "page" : undefined}
            onClick={(event) => onLink(event, target, onChoose)}
          >
            {t(entry.label)}
          </a>
        );
      })}
    </div>
  );
}
