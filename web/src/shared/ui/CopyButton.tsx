import done from "lucide:check";
import copy from "lucide:copy";
import { useEffect, useState } from "preact/hooks";
import { copyText } from "../clipboard";
import { t } from "../i18n";
import { Icon } from "./Icon";

interface Props {
  text: () => string;
  title: string;
  doneTitle?: string;
  label?: string;
  class?: string;
}

/** Copies, and says so on itself for a moment. */
export function CopyButton({
  text,
  title,
  doneTitle = t("common:copy.done"),
  label,
  class: extra = "ghost-btn",
}: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = copied ? doneTitle : title;
  return (
    <button
      type="button"
      class={extra}
      title={name}
      aria-label={name}
      onClick={async () => setCopied(await copyText(text()))}
    >
      <Icon shapes={copied ? done : copy} />
      {label && (copied ? t("common:copy.done") : label)}
    </button>
  );
}
