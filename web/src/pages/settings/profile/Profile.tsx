import { useEffect, useState } from "preact/hooks";
import { boot } from "../../../shared/boot";
import { AVAILABLE, chosenLocale, setLocale, t } from "../../../shared/i18n";
import { browserZone, loadIdentity, saveIdentity, timeZones } from "../../../shared/identity";
import { messageOf, rpc } from "../../../shared/rpc";
import type { IdentityRecord } from "../../../shared/rpc/types";
import { Saved, useSaving } from "../../../shared/ui/Saved";
import { toastSuccess } from "../../../shared/ui/toasts";
import { useLoaded } from "../../../shared/ui/useLoaded";
import { Card, SectionPage } from "../Section";

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  en: "English",
  fr: "Français",
  zh: "简体中文",
  "zh-TW": "繁體中文",
};

export default function Profile() {
  const { data, error } = useLoaded(loadIdentity);
  return (
    <SectionPage title={t("settings:section.profile")} intro={t("settings:profile.intro")}>
      {error !== undefined && <div class="alert-error-text">{messageOf(error)}</div>}
      {data ? (
        <>
          <You identity={data} />
          <Agent identity={data} />
        </>
      ) : (
        error === undefined && <div class="skeleton" style={{ height: "260px" }} />
      )}
      {AVAILABLE.length > 1 && <Language />}
      <p class="field-hint">v{boot.value.version ?? "?"}</p>
    </SectionPage>
  );
}

function You({ identity }: { identity: IdentityRecord }) {
  const [stored, setStored] = useState(identity.user_name ?? "");
  const [name, setName] = useState(stored);
  const [zone, setZone] = useState(identity.user_timezone ?? "");
  const [missing, setMissing] = useState(false);
  const saving = useSaving();
  useEffect(() => {
    setStored(identity.user_name ?? "");
    setName(identity.user_name ?? "");
    setZone(identity.user_timezone ?? "");
  }, [identity]);

  async function saveName(): Promise<void> {
    const next = name.trim();
    setMissing(!next);
    if (!next || next === stored) return;
    if (await saving.run(() => saveIdentity({ user_name: next }))) setStored(next);
  }

  return (
    <Card title={t("settings:profile.you")} footer={<Saved saving={saving} />}>
      <div class="field">
        <label for="userName">{t("settings:profile.name")}</label>
        <input
          id="userName"
          class="input"
          placeholder={t("settings:profile.namePlaceholder")}
          autocomplete="off"
          aria-invalid={missing}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onBlur={() => void saveName()}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
        {missing && <span class="field-error-text">{t("settings:profile.nameRequired")}</span>}
      </div>
      <div class="field">
        <label for="userZone">{t("settings:profile.zone")}</label>
        <select
          id="userZone"
          class="input"
          value={zone}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setZone(next);
            void saving.run(() => saveIdentity({ user_timezone: next }));
          }}
        >
          {!zone && <option value="">{t("settings:profile.zoneNone")}</option>}
          {timeZones(zone || browserZone()).map((name_) => (
            <option key={name_} value={name_}>
              {name_.replaceAll("_", " ")}
            </option>
          ))}
        </select>
        <span class="field-hint">{t("settings:profile.zoneHint")}</span>
      </div>
    </Card>
  );
}

function Agent({ identity }: { identity: IdentityRecord }) {
  const [stored, setStored] = useState(() => fields(identity));
  const [form, setForm] = useState(stored);
  const saving = useSaving();
  const hasSoul = rpc.supports("agent.identity.update");
  useEffect(() => {
    setStored(fields(identity));
    setForm(fields(identity));
  }, [identity]);
  const dirty = JSON.stringify(form) !== JSON.stringify(stored);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });

  async function save(): Promise<void> {
    const { soul, ...plain } = form;
    if (await saving.run(() => saveIdentity(hasSoul ? { ...plain, soul } : plain))) setStored(form);
  }

  return (
    <Card
      title={t("settings:profile.agent")}
      note={t("settings:profile.agentNote")}
      footer={
        <>
          <button
            type="button"
            class="provider-btn"
            disabled={!dirty || saving.busy || !form.name.trim()}
            aria-busy={saving.busy}
            onClick={() => void save()}
          >
            {t("common:actions.save")}
          </button>
          {dirty && (
            <button type="button" class="ghost-btn" onClick={() => setForm(stored)}>
              {t("common:actions.cancel")}
            </button>
          )}
          <Saved saving={saving} />
        </>
      }
    >
      <div class="field-pair">
        <div class="field">
          <label for="agentName">{t("settings:profile.agentName")}</label>
          <input
            id="agentName"
            class="input"
            autocomplete="off"
            value={form.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
        <div class="field narrow">
          <label for="agentEmoji">{t("settings:profile.emoji")}</label>
          <input
            id="agentEmoji"
            class="input"
            autocomplete="off"
            maxLength={16}
            value={form.emoji}
            onInput={(event) => change({ emoji: event.currentTarget.value })}
          />
        </div>
      </div>
      <div class="field">
        <label for="agentTheme">{t("settings:profile.theme")}</label>
        <input
          id="agentTheme"
          class="input"
          autocomplete="off"
          placeholder={t("settings:profile.themePlaceholder")}
          value={form.theme}
          onInput={(event) => change({ theme: event.currentTarget.value })}
        />
      </div>
      {hasSoul && (
        <div class="field">
          <label for="agentSoul">{t("settings:profile.soul")}</label>
          <textarea
            id="agentSoul"
            class="input"
            rows={6}
            value={form.soul}
            onInput={(event) => change({ soul: event.currentTarget.value })}
          />
          <span class="field-hint">{t("settings:profile.soulHint")}</span>
        </div>
      )}
    </Card>
  );
}

function fields({ name, emoji, theme, soul }: IdentityRecord) {
  return { name: name ?? "", emoji: emoji ?? "", theme: theme ?? "", soul: soul ?? "" };
}

function Language() {
  const [choice, setChoice] = useState<string>(chosenLocale());
  return (
    <Card title={t("settings:profile.language")} note={t("settings:profile.languageNote")}>
      <div class="field-row">
        <select
          id="identityLanguageSelect"
          class="input"
          aria-label={t("settings:profile.language")}
          value={choice}
          onChange={(event) => setChoice(event.currentTarget.value)}
        >
          <option value="auto">{t("settings:profile.languageAuto")}</option>
          {AVAILABLE.map((locale) => (
            <option key={locale} value={locale}>
              {LANGUAGE_NAMES[locale]}
            </option>
          ))}
        </select>
        <button
          id="identityLanguageApplyBtn"
          type="button"
          class="provider-btn provider-btn-secondary"
          onClick={async () => {
            await setLocale(choice);
            toastSuccess(t("settings:profile.languageDone"));
          }}
        >
          {t("settings:profile.languageApply")}
        </button>
      </div>
    </Card>
  );
}
