import { actions, printed } from "../../../shared/actions";
import { type Key, t } from "../../../shared/i18n";
import { Dialog } from "../../../shared/ui/Dialog";
import { Handbook } from "../../../shared/ui/Handbook";
import { closePanel } from "./open";

const IN_COMPOSER: readonly (readonly [keys: string, what: Key])[] = [
  ["Enter", "chat:keys.send"],
  ["Shift+Enter", "chat:keys.newline"],
  ["/", "chat:keys.commands"],
  ["↑", "chat:keys.recall"],
  ["Esc", "chat:keys.stop"],
];
const IN_MESSAGES: readonly (readonly [keys: string, what: Key])[] = [
  ["↑ ↓", "chat:keys.step"],
  ["C", "chat:keys.copy"],
  ["End", "chat:keys.end"],
  ["Esc", "chat:keys.back"],
];

export default function Shortcuts() {
  const global = actions.value.flatMap((action) =>
    action.keys ? [[printed(action.keys), action.label()] as const] : [],
  );
  return (
    <Dialog title={t("chat:keys.title")} wide onClose={closePanel}>
      <div class="shortcut-columns">
        <Group title={t("chat:keys.everywhere")} rows={global} />
        <Group title={t("chat:keys.composer")} rows={IN_COMPOSER.map(([keys, what]) => [keys, t(what)] as const)} />
        <Group title={t("chat:keys.messages")} rows={IN_MESSAGES.map(([keys, what]) => [keys, t(what)] as const)} />
      </div>
      <p class="muted">
        <Handbook page="keyboard" />
      </p>
    </Dialog>
  );
}

function Group({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="shortcuts">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd class="kbd">{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
