import scissors from "lucide:scissors-line-dashed";
import { Markdown } from "../../../shared/Markdown";
import { Icon } from "../../../shared/ui/Icon";
import type { NoticeItem } from "../conversation/items";

export function Notice({ item }: { item: NoticeItem }) {
  return (
    <div class={`msg system ${item.tone}`} data-key={item.key} data-index={item.index} tabIndex={-1}>
      {item.tone === "compaction" && <Icon shapes={scissors} />}
      <div class="notice-body">
        {item.title && <strong>{item.title}</strong>}
        <Markdown source={item.text} />
      </div>
    </div>
  );
}
