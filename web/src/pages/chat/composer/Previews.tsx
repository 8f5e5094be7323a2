import file from "lucide:file-text";
import cross from "lucide:x";
import { formatBytes } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { Icon } from "../../../shared/ui/Icon";
import { detach, pending } from "./attachments";

export function Previews({ sessionKey }: { sessionKey: string }) {
  const attachments = pending(sessionKey).value;
  if (attachments.length === 0) return null;
  return (
    <ul class="media-preview-strip">
      {attachments.map(({ id, file: chosen, picture }) => (
        <li key={id} class="media-preview-item">
          {picture ? <img src={picture} alt="" /> : <Icon shapes={file} large />}
          <span class="media-preview-name" title={chosen.name}>
            {chosen.name || t("chat:attach.pasted")}
          </span>
          <span class="media-preview-size">{formatBytes(chosen.size)}</span>
          <button
            type="button"
            class="ghost-btn"
            aria-label={t("chat:attach.remove", { name: chosen.name })}
            onClick={() => detach(sessionKey, id)}
          >
            <Icon shapes={cross} />
          </button>
        </li>
      ))}
    </ul>
  );
}
