import { memo } from "preact/compat";
import type { Conversation } from "../conversation/conversation";
import type { Item } from "../conversation/items";
import { Answer } from "./Answer";
import { Approval } from "./Approval";
import { ErrorCard } from "./ErrorCard";
import { Notice } from "./Notice";
import { QuestionCard } from "./QuestionCard";
import { ToolCard } from "./ToolCard";
import { UserMessage } from "./UserMessage";

interface Props {
  item: Item;
  conversation: Conversation;
}

/** One item; drawn again only when the item was replaced. */
export const Row = memo(
  ({ item, conversation }: Props) => {
    switch (item.kind) {
      case "user":
        return <UserMessage item={item} conversation={conversation} />;
      case "answer":
        return <Answer item={item} conversation={conversation} />;
      case "tool":
        return <ToolCard item={item} conversation={conversation} />;
      case "notice":
        return <Notice item={item} />;
      case "error":
        return <ErrorCard item={item} conversation={conversation} />;
      case "approval":
        return <Approval item={item} conversation={conversation} />;
      case "question":
        return <QuestionCard item={item} />;
    }
  },
  (before, after) => before.item === after.item,
);
