import download from "lucide:download";
import file from "lucide:file-text";
import { formatBytes } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import type { DocumentRef } from "../../../shared/rpc/types";
import { Icon } from "../../../shared/ui/Icon";

/** Where a file of a session is read; only the file name that the server sent is used. */
export function mediaUrl(sessionKey: string, reference: string): string {
  return `/api/sessions/${encodeURIComponent(sessionKey)}/media/${encodeURIComponent(reference.split("/").at(-1) ?? "")}`;
}

export function Documents({ documents, sessionKey }: { documents: readonly DocumentRef[]; sessionKey: string }) {
  return (
    <>
      {documents.map((document) => {
        const url = mediaUrl(sessionKey, document.stored_filename);
        const opens = document.mime_type === "application/pdf" || document.mime_type.startsWith("text/");
        return (
          <div key={document.stored_filename} class="document-container">
            <span class="document-icon">
              <Icon shapes={file} large />
            </span>
            <span class="document-filename" title={document.display_name}>
              {document.display_name}
            </span>
            {document.size_bytes !== undefined && <span class="document-size">{formatBytes(document.size_bytes)}</span>}
            <a
              class="ghost-btn document-download-btn"
              href={url}
              aria-label={t("chat:document.open", { name: document.display_name })}
              {...(opens ? { target: "_blank", rel: "noopener noreferrer" } : { download: document.display_name })}
            >
              <Icon shapes={download} />
            </a>
          </div>
        );
      })}
    </>
  );
}
