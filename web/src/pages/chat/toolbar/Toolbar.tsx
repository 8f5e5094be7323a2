import info from "lucide:info";
import search from "lucide:search";
import { printed } from "../../../shared/actions";
import { t } from "../../../shared/i18n";
import { rpc } from "../../../shared/rpc";
import { Icon } from "../../../shared/ui/Icon";
import type { Conversation } from "../conversation/conversation";
import { showContext } from "../panels/open";
import { SessionActions } from "./SessionActions";
import { SessionName } from "./SessionName";

interface Props {
  conversation: Conversation;
  onFind: () => void;
}

export function Toolbar({ conversation, onFind }: Props) {
  return (
    <div class="chat-toolbar">
      <SessionName key={conversation.key} sessionKey={conversation.key} />
      <span class="grow" />
      <button
        type="button"
        class="ghost-btn"
        title={`${t("chat:find.open")} (${printed("Mod+F")})`}
        aria-label={t("chat:find.open")}
        onClick={onFind}
      >
        <Icon shapes={search} />
      </button>
      {rpc.supports("chat.context") && (
        <button
          id="debugPanelBtn"
          type="button"
          class="ghost-btn"
          title={t("chat:context.open")}
          aria-label={t("chat:context.open")}
          onClick={showContext}
        >
          <Icon shapes={info} />
        </button>
      )}
      <SessionActions conversation={conversation} />
    </div>
  );
}
