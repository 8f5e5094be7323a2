import { useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { read, write } from "../../../shared/storage";
import { readingFont, setReadingFont, setTheme, THEMES, theme } from "../../../shared/theme";
import { Segments } from "../../../shared/ui/Segments";
import { Card, SectionPage, SettingRow } from "../Section";

export default function Appearance() {
  const [scroll, setScroll] = useState(read("moltis-auto-scroll") === "always" ? "always" : "smart");
  return (
    <SectionPage title={t("settings:section.appearance")} intro={t("settings:appearance.intro")}>
      <Card>
        <SettingRow label={t("common:theme.name")} hint={t("settings:appearance.themeHint")}>
          <Segments
            name={t("common:theme.name")}
            value={theme.value}
            onChoose={setTheme}
            options={THEMES.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
          />
        </SettingRow>
        <SettingRow label={t("settings:appearance.font")} hint={t("settings:appearance.fontHint")}>
          <Segments
            name={t("settings:appearance.font")}
            value={readingFont.value}
            onChoose={setReadingFont}
            options={[
              { value: "system", label: t("settings:appearance.fontSystem") },
              { value: "serif", label: t("settings:appearance.fontSerif") },
            ]}
          />
        </SettingRow>
        <SettingRow label={t("settings:appearance.scroll")} hint={t("settings:appearance.scrollHint")}>
          <Segments
            name={t("settings:appearance.scroll")}
            value={scroll}
            onChoose={(value) => {
              write("moltis-auto-scroll", value === "always" ? value : undefined);
              setScroll(value);
            }}
            options={[
              { value: "smart", label: t("settings:appearance.scrollSmart") },
              { value: "always", label: t("settings:appearance.scrollAlways") },
            ]}
          />
        </SettingRow>
      </Card>
      <p class="field-hint">{t("settings:appearance.browserOnly")}</p>
    </SectionPage>
  );
}
