import { t } from "../../../shared/i18n";
import { getJson } from "../../../shared/rpc/http";
import type { HistoryLine, HistoryPage } from "../../../shared/rpc/types";
import { toastError } from "../../../shared/ui/toasts";
import { textOf } from "../conversation/history";

const PAGE = 500;

/** The whole conversation as one Markdown text; user and assistant only. */
export function asMarkdown(title: string, lines: readonly HistoryLine[]): string {
  const sections = lines.flatMap((line) => {
    if (line.role !== "user" && line.role !== "assistant") return [];
    const text = textOf(line.content).trim();
    const pictures = Array.isArray(line.content)
      ? line.content.flatMap((block) =>
          block.type === "image_url" && block.image_url.url.startsWith("/") ? [`![](${block.image_url.url})`] : [],
        )
      : [];
    const body = [text, ...pictures].filter(Boolean).join("\n\n");
    return body ? [`## ${line.role === "user" ? "User" : "Assistant"}\n\n${body}\n`] : [];
  });
  return `# ${title}\n\n${sections.join("\n")}`;
}

/** A name that every file system takes. */
export function fileName(title: string): string {
  const plain = title
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, "-")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .slice(0, 100);
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain);
  return `${reserved ? "moltis-" : ""}${plain || "moltis-session"}.md`;
}

/** Reads every page; a page that does not fit the others ends it. */
export async function wholeHistory(sessionKey: string): Promise<HistoryLine[]> {
  let lines: HistoryLine[] = [];
  let cursor: number | null = null;
  let total: number | undefined;
  do {
    const query: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: HistoryPage = await getJson<HistoryPage>(
      `/api/sessions/${encodeURIComponent(sessionKey)}/history?limit=${PAGE}${query}`,
    );
    total ??= page.totalMessages;
    const stuck = page.hasMore && (page.nextCursor === null || (cursor !== null && page.nextCursor >= cursor));
    if (page.totalMessages !== total || stuck) throw new Error("inconsistent pages");
    lines = [...page.history, ...lines];
    cursor = page.hasMore ? page.nextCursor : null;
  } while (cursor !== null);
  return lines;
}

export async function saveAsMarkdown(sessionKey: string, title: string): Promise<void> {
  try {
    const text = asMarkdown(title, await wholeHistory(sessionKey));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = fileName(title);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch {
    toastError(t("sessions:saveFailed"));
  }
}
