import * as sessions from "../../../sessions/store";
import { type Key, t } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import type { Failover } from "../../../shared/rpc/types";
import type { Conversation } from "../conversation/conversation";
import { showContext, showShortcuts } from "../panels/open";

export interface Command {
  name: string;
  description: Key;
  /** The method without which the command would do nothing. */
  needs?: string;
  /** @returns nothing, or a failure that is told in the conversation */
  run(conversation: Conversation, argument: string): Promise<void> | void;
}

const FAILOVERS: readonly Failover[] = ["off", "ask", "auto"];

/** Commands that the page carries out itself; every other slash text goes to the gateway. */
const all: readonly Command[] = [
  { name: "new", description: "chat:command.new", run: () => void sessions.create() },
  {
    name: "clear",
    description: "chat:command.clear",
    needs: "chat.clear",
    async run(conversation) {
      await rpc.call("chat.clear", { _session_key: conversation.key });
      conversation.clear();
    },
  },
  {
    name: "compact",
    description: "chat:command.compact",
    needs: "chat.compact",
    async run(conversation) {
      await rpc.call("chat.compact", { _session_key: conversation.key }, { timeoutMs: 180_000 });
      await conversation.open();
    },
  },
  { name: "context", description: "chat:command.context", needs: "chat.context", run: () => showContext() },
  {
    name: "fork",
    description: "chat:command.fork",
    needs: "sessions.fork",
    run: (conversation, label) => sessions.fork(conversation.key, undefined, label || undefined),
  },
  {
    name: "title",
    description: "chat:command.title",
    needs: "sessions.patch",
    run: (conversation, label) =>
      label ? sessions.rename(conversation.key, label) : sessions.generateTitle(conversation.key),
  },
  {
    name: "reset",
    description: "chat:command.reset",
    needs: "sessions.reset",
    async run(conversation) {
      await rpc.call("sessions.reset", { key: conversation.key }, { timeoutMs: 60_000 });
      conversation.clear();
      await conversation.open();
    },
  },
  {
    name: "btw",
    description: "chat:command.btw",
    needs: "chat.send_sync",
    async run(conversation, question) {
      if (!question) {
        conversation.tell(t("chat:command.btwUsage"));
        return;
      }
      const { text } = await rpc.call(
        "chat.send_sync",
        { text: question, _session_key: conversation.key, _ephemeral: true, _tool_policy: { deny: ["*"] } },
        { timeoutMs: 180_000 },
      );
      conversation.tell(text ?? "", `/btw ${question}`);
    },
  },
  {
    name: "failover",
    description: "chat:command.failover",
    needs: "chat.answer_question",
    async run(conversation, wanted) {
      const mode = FAILOVERS.find((known) => known === wanted);
      if (mode) await rpc.call("sessions.patch", { key: conversation.key, failover: mode });
      const now = mode ?? sessions.byKey(conversation.key)?.failover ?? t("chat:command.failoverUnset");
      conversation.tell(t(mode ? "chat:command.failoverSet" : "chat:command.failoverUsage", { mode: now }));
    },
  },
  { name: "help", description: "chat:command.help", run: () => showShortcuts() },
];

export function available(): readonly Command[] {
  return all.filter((command) => !command.needs || rpc.supports(command.needs));
}

/** The commands that a half-typed one may become. */
export function candidates(text: string): readonly Command[] {
  const typed = /^\/(\S*)$/.exec(text)?.[1];
  return typed === undefined ? [] : available().filter((command) => command.name.startsWith(typed.toLowerCase()));
}

/** Carries a command out. @returns false when the text is not one of the page's commands */
export function execute(conversation: Conversation, text: string): boolean {
  const [, name, argument = ""] = /^\/(\S+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  const command = available().find((candidate) => candidate.name === name?.toLowerCase());
  if (!command) return false;
  void Promise.resolve(command.run(conversation, argument.trim())).catch((error: unknown) =>
    conversation.tell(messageOf(error), text),
  );
  return true;
}
