import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { read, write } from "../storage";
import { en } from "./en";

type Catalogue = typeof en;
type Namespace = keyof Catalogue;
export type Key = { [N in Namespace]: `${N}:${keyof Catalogue[N] & string}` }[Namespace];
export type Translation = { readonly [N in Namespace]?: Readonly<Record<string, string>> };
type Values = Readonly<Record<string, string | number>>;

export const LOCALES = ["en", "fr", "zh", "zh-TW"] as const;
export type Locale = (typeof LOCALES)[number];

const STORED = "moltis-locale";
const files = import.meta.glob<{ default: Translation }>("./locales/*.ts");

/** The languages that there are texts for. */
export const AVAILABLE: readonly Locale[] = LOCALES.filter((name) => name === "en" || `./locales/${name}.ts` in files);

const current = signal<Locale>("en");
const translation = signal<Translation>({});
export const locale: ReadonlySignal<Locale> = current;
export const languageTag = computed(() => (current.value === "zh" ? "zh-CN" : current.value));

/** The supported language nearest to a tag such as `zh_HK` or `fr-CA`. */
export function normalise(tag: string): Locale {
  const plain = tag.replaceAll("_", "-");
  if (/^zh-(TW|HK|MO|Hant)/i.test(plain)) return "zh-TW";
  const language = plain.split("-")[0]?.toLowerCase();
  return LOCALES.find((known) => known === language) ?? "en";
}

function lookUp(catalogue: Translation, key: string): string | undefined {
  const colon = key.indexOf(":");
  return catalogue[key.slice(0, colon) as Namespace]?.[key.slice(colon + 1)];
}

/** The text of a key in the person's language, or in English when it is not translated yet. */
export function t(key: Key, values?: Values): string {
  const text = lookUp(translation.value, key) ?? lookUp(en, key) ?? key;
  return values ? text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole)) : text;
}

/** One form for one, another for every other number: keys `<key>_one` and `<key>_other`. */
export function tn(key: string, count: number, values: Values = {}): string {
  const form = new Intl.PluralRules(languageTag.value).select(count) === "one" ? "one" : "other";
  return t(`${key}_${form}` as Key, { count, ...values });
}

export function hasTranslation(key: string): key is Key {
  return lookUp(en, key) !== undefined;
}

/** The stored choice, or `auto`. */
export function chosenLocale(): Locale | "auto" {
  const stored = read(STORED);
  return stored ? normalise(stored) : "auto";
}

export async function setLocale(tag: string): Promise<void> {
  if (tag === "auto") write(STORED, undefined);
  else write(STORED, normalise(tag));
  await use(tag === "auto" ? normalise(navigator.language) : normalise(tag));
}

/** Loads the person's language. English needs no loading. */
export async function init(): Promise<void> {
  await use(normalise(read(STORED) ?? navigator.language));
}

async function use(wanted: Locale): Promise<void> {
  const next = AVAILABLE.includes(wanted) ? wanted : "en";
  const file = files[`./locales/${next}.ts`];
  translation.value = file ? (await file()).default : {};
  current.value = next;
  document.documentElement.lang = languageTag.value;
  window.dispatchEvent(new CustomEvent("moltis:locale-changed"));
}
