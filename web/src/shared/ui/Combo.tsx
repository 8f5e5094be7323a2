import chevron from "lucide:chevron-down";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon, type IconShapes } from "./Icon";
import { moved } from "./listKeys";
import { useDismiss } from "./useDismiss";

export interface Option {
  value: string;
  label: string;
  note?: string;
  title?: string;
  disabled?: boolean;
  extra?: ComponentChildren;
  attributes?: Record<string, string>;
}

interface Props {
  /** Prefix of the element ids, for example `model` gives `modelCombo`, `modelComboBtn`, … */
  ids: string;
  name: string;
  label: string;
  title?: string;
  icon?: IconShapes;
  options: readonly Option[];
  value: string;
  onChoose: (value: string) => void;
  search?: string;
  direction?: "up" | "down";
  disabled?: boolean;
  wide?: boolean;
}

/** A choice from a list that can be searched, by mouse and by keyboard. */
export function Combo(props: Props) {
  const { ids, options, value, direction = "down" } = props;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [alignRight, setAlignRight] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  useDismiss(box, open, () => {
    setOpen(false);
    if (box.current?.contains(document.activeElement)) button.current?.focus();
  });

  const words = query.trim().toLowerCase();
  const found = words
    ? options.filter((option) => `${option.label} ${option.note ?? ""} ${option.value}`.toLowerCase().includes(words))
    : options;

  useLayoutEffect(() => {
    if (!open) return;
    setQuery("");
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
    const at = button.current?.getBoundingClientRect();
    if (at) setAlignRight(at.left + Math.min(props.wide ? 420 : 280, window.innerWidth - 24) > window.innerWidth - 12);
    (field.current ?? list.current)?.focus();
  }, [open]);
  useEffect(() => {
    if (open) list.current?.querySelector(".kb-active")?.scrollIntoView({ block: "nearest" });
  }, [open, active, words]);

  function choose(option: Option | undefined): void {
    if (!option || option.disabled) return;
    setOpen(false);
    button.current?.focus();
    props.onChoose(option.value);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === "Enter") {
      event.preventDefault();
      choose(found.length === 1 ? found[0] : found[active]);
      return;
    }
    const next = moved(event.key, active, found.length);
    if (next === undefined || (props.search && (event.key === "Home" || event.key === "End"))) return;
    event.preventDefault();
    setActive(next);
  }

  return (
    <div ref={box} id={`${ids}Combo`} class="model-combo">
      <button
        ref={button}
        id={`${ids}ComboBtn`}
        type="button"
        class="model-combo-btn"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${props.name}: ${props.label}`}
        title={props.title ?? props.label}
        disabled={props.disabled}
        onClick={() => setOpen(!open)}
      >
        {props.icon && <Icon shapes={props.icon} />}
        <span id={`${ids}ComboLabel`} title={props.title ?? props.label}>
          {props.label}
        </span>
        <Icon shapes={chevron} />
      </button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys reach the list from its search field
        <div
          id={`${ids}Dropdown`}
          class={`model-dropdown ${direction}${props.wide ? " wide" : ""}${alignRight ? " from-right" : ""}`}
          onKeyDown={onKey}
        >
          {props.search && (
            <input
              ref={field}
              id={`${ids}SearchInput`}
              class="model-search-input"
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
              aria-label={props.search}
              placeholder={props.search}
              autocomplete="off"
              spellcheck={false}
              value={query}
              onInput={(event) => {
                setQuery(event.currentTarget.value);
                setActive(0);
              }}
            />
          )}
          <div id={`${ids}DropdownList`} class="model-dropdown-list">
            <div
              ref={list}
              id={listId}
              role="listbox"
              aria-label={props.name}
              tabIndex={props.search ? -1 : 0}
              aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
            >
              {found.map((option, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the list
                <div
                  key={option.value}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option.value === value}
                  aria-disabled={option.disabled}
                  class={`model-dropdown-item${option.value === value ? " selected" : ""}${index === active ? " kb-active" : ""}`}
                  title={option.title}
                  onPointerMove={() => setActive(index)}
                  onClick={() => choose(option)}
                  {...option.attributes}
                >
                  <span class="model-item-label" title={option.title}>
                    {option.label}
                  </span>
                  {option.extra}
                  {option.note && <span class="model-item-provider">{option.note}</span>}
                </div>
              ))}
            </div>
            {found.length === 0 && <div class="model-dropdown-empty">{t("common:search.none")}</div>}
          </div>
        </div>
      )}
    </div>
  );
}
