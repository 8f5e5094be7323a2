import { effect, type Signal } from "@preact/signals";
import { modelFor } from "../pages/chat/composer/send";
import { context } from "../pages/chat/composer/TokenBar";
import { conversation } from "../pages/chat/conversation/conversations";
import * as sessions from "../sessions/store";
import { boot } from "../shared/boot";
import { rpc } from "../shared/rpc";
import type { ConnectionStatus } from "../shared/rpc/client";
import { read, write } from "../shared/storage";
import * as models from "../shared/stores/models";

const active = () => conversation(sessions.activeKey.peek() ?? sessions.MAIN);
const connected = () => rpc.status.peek() === "connected";
const use = (name: string) => context.peek()?.info.tokenUsage?.[name] ?? 0;

/** What an external test suite reads and changes: a view on the running app that holds nothing itself. */
export const state = {
  get connected() {
    return connected();
  },
  get subscribed() {
    return connected();
  },
  get ws() {
    return rpc.socket;
  },
  get pending() {
    return rpc.pending;
  },
  get models() {
    return models.models.peek();
  },
  get sessions() {
    return sessions.sessions.peek();
  },
  get activeSessionKey() {
    return sessions.activeKey.peek();
  },
  get chatSeq() {
    return active().seq;
  },
  get chatMsgBox() {
    return document.getElementById("messages");
  },
  get streamText() {
    const answer = active()
      .items.peek()
      .findLast((item) => item.kind === "answer" && item.running);
    return answer?.kind === "answer" ? (answer.live?.peek() ?? "") : "";
  },
  get streamEl() {
    return document.querySelector("#messages .msg.assistant.streaming");
  },
  get sessionTokens() {
    return { input: use("inputTokens"), output: use("outputTokens") };
  },
  get sessionCurrentInputTokens() {
    return use("currentInputTokens");
  },
  get sessionCurrentContextTokens() {
    return use("currentTotal");
  },
  get sessionContextWindow() {
    return use("contextWindow");
  },
  get sessionToolsEnabled() {
    return context.peek()?.info.supportsTools !== false;
  },
  get selectedModelId() {
    return modelFor(sessions.activeKey.peek() ?? sessions.MAIN);
  },
  get sandboxInfo() {
    return boot.peek().sandbox;
  },
  get lastHistoryIndex() {
    return (
      active()
        .items.peek()
        .findLast((item) => item.index !== undefined)?.index ?? -1
    );
  },
  get sessionSwitchInProgress() {
    return !active().opened.peek();
  },
  get autoScrollMode() {
    return read("moltis-auto-scroll") === "always" ? "always" : "smart";
  },

  setWs(socket: typeof rpc.socket) {
    rpc.socket = socket;
  },
  setConnected(value: boolean) {
    (rpc.status as Signal<ConnectionStatus>).value = value ? "connected" : "waiting";
  },
  setModels: models.setAll,
  setSelectedModelId: models.choose,
  setActiveSessionKey: sessions.open,
  setChatSeq(value: number) {
    active().seq = value;
  },
  setAutoScrollMode(mode: string) {
    write("moltis-auto-scroll", mode === "always" ? mode : undefined);
  },

  /** Calls back whenever something that is read here may have changed. */
  changed(listener: () => void): () => void {
    return effect(() => {
      rpc.status.value;
      models.models.value;
      sessions.sessions.value;
      sessions.activeKey.value;
      context.value;
      models.defaultModel.value;
      active().items.value;
      listener();
    });
  },
};
