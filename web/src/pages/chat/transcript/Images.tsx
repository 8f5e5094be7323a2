import { useState } from "preact/hooks";
import { t } from "../../../shared/i18n";
import { Dialog } from "../../../shared/ui/Dialog";

export function Images({ sources }: { sources: readonly string[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <div class="msg-image-row">
      {sources.map((source, index) => (
        <button
          key={source.slice(-64)}
          type="button"
          class="msg-image-button"
          aria-label={t("chat:image.open", { number: index + 1 })}
          onClick={() => setOpen(source)}
        >
          <img class="msg-image-thumb" src={source} alt={t("chat:image.alt", { number: index + 1 })} />
        </button>
      ))}
      {open && (
        <Dialog title={t("chat:image.title")} wide onClose={() => setOpen(undefined)}>
          <img src={open} alt={t("chat:image.title")} />
          <a class="link-btn" href={open} download="image">
            {t("common:actions.download")}
          </a>
        </Dialog>
      )}
    </div>
  );
}
