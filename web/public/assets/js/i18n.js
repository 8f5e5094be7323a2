import { modules } from "./seam.js";

export const { hasTranslation, init, locale, setLocale, t } = modules["i18n"];
