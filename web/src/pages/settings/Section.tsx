import type { ComponentChildren } from "preact";
import { Handbook } from "../../shared/ui/Handbook";

interface SectionProps {
  title: string;
  /** One sentence on what the section is for. */
  intro: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
  wide?: boolean;
  titleId?: string;
  /** The page of the handbook about this section. */
  handbook?: string;
}

/** The right column: a title, a sentence, then cards. */
export function SectionPage({ title, intro, children, actions, wide, titleId, handbook }: SectionProps) {
  return (
    <div class={`settings-section${wide ? " wide" : ""}`}>
      <div class="settings-head">
        <div>
          <h1 id={titleId}>{title}</h1>
          <p class="muted">
            {intro} {handbook && <Handbook page={handbook} />}
          </p>
        </div>
        {actions && <div class="settings-head-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface CardProps {
  title?: string;
  note?: ComponentChildren;
  children: ComponentChildren;
  footer?: ComponentChildren;
  danger?: boolean;
}

export function Card({ title, note, children, footer, danger }: CardProps) {
  return (
    <section class={`card settings-card${danger ? " danger" : ""}`}>
      {title && <h2>{title}</h2>}
      {note && <p class="muted">{note}</p>}
      {children}
      {footer && <div class="settings-card-foot">{footer}</div>}
    </section>
  );
}

interface RowProps {
  label: string;
  hint?: string;
  htmlFor?: string;
  children: ComponentChildren;
}

/** A setting on one line: its name and what it does on the left, the control on the right. */
export function SettingRow({ label, hint, htmlFor, children }: RowProps) {
  return (
    <div class="setting-row">
      <div class="setting-row-text">
        {htmlFor ? (
          <label class="field-label" for={htmlFor}>
            {label}
          </label>
        ) : (
          <span class="field-label">{label}</span>
        )}
        {hint && <span class="field-hint">{hint}</span>}
      </div>
      <div class="setting-row-control">{children}</div>
    </div>
  );
}
