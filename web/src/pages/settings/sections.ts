import brain from "lucide:brain";
import coins from "lucide:coins";
import database from "lucide:database";
import fileCode from "lucide:file-code";
import palette from "lucide:palette";
import logs from "lucide:scroll-text";
import user from "lucide:user-round";
import type { Key } from "../../shared/i18n";
import { rpc } from "../../shared/rpc";
import type { IconShapes } from "../../shared/ui/Icon";

export interface Section {
  id: string;
  label: Key;
  group: "general" | "security" | "integrations" | "systems";
  icon: IconShapes;
  /** Words by which the search of the settings and the palette find it. */
  keywords: string;
  /** The method without which the section would be a dead page. */
  needs?: string;
}

/** The sections in the order of the menu. A section stands here when what it controls exists. */
export const SECTIONS: readonly Section[] = [
  {
    id: "profile",
    label: "settings:section.profile",
    group: "general",
    icon: user,
    keywords: "name identity agent emoji soul language locale time zone",
  },
  {
    id: "appearance",
    label: "settings:section.appearance",
    group: "general",
    icon: palette,
    keywords: "theme dark light font reading scroll",
  },
  {
    id: "providers",
    label: "settings:section.providers",
    group: "integrations",
    icon: brain,
    keywords: "providers models api key openai anthropic ollama local llm",
    needs: "providers.available",
  },
  {
    id: "usage",
    label: "settings:section.usage",
    group: "systems",
    icon: coins,
    keywords: "usage cost money price tokens budget limit spending",
    needs: "usage.report",
  },
  {
    id: "logs",
    label: "settings:section.logs",
    group: "systems",
    icon: logs,
    keywords: "errors warnings debug trace",
    needs: "logs.list",
  },
  {
    id: "config",
    label: "settings:section.config",
    group: "systems",
    icon: fileCode,
    keywords: "toml configuration file restart",
  },
  {
    id: "about",
    label: "settings:section.about",
    group: "systems",
    icon: database,
    keywords: "version data delete sessions backup",
  },
];

export function visible(section: Section): boolean {
  return !section.needs || rpc.supports(section.needs);
}

export function knownSection(id: string): boolean {
  return SECTIONS.some((section) => section.id === id && visible(section));
}
