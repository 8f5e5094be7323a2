import { modules } from "./seam.js";

const { state } = modules;

export let connected = state.connected;
export let subscribed = state.subscribed;
export let ws = state.ws;
export let pending = state.pending;
export let models = state.models;
export let sessions = state.sessions;
export let activeSessionKey = state.activeSessionKey;
export let chatSeq = state.chatSeq;
export let chatMsgBox = state.chatMsgBox;
export let streamEl = state.streamEl;
export let streamText = state.streamText;
export let sessionTokens = state.sessionTokens;
export let sessionCurrentInputTokens = state.sessionCurrentInputTokens;
export let sessionCurrentContextTokens = state.sessionCurrentContextTokens;
export let sessionContextWindow = state.sessionContextWindow;
export let sessionToolsEnabled = state.sessionToolsEnabled;
export let selectedModelId = state.selectedModelId;
export let sandboxInfo = state.sandboxInfo;
export let lastHistoryIndex = state.lastHistoryIndex;
export let sessionSwitchInProgress = state.sessionSwitchInProgress;
export let autoScrollMode = state.autoScrollMode;
export const {
  setActiveSessionKey,
  setAutoScrollMode,
  setChatSeq,
  setConnected,
  setModels,
  setSelectedModelId,
  setWs,
} = state;

state.changed(() => {
  connected = state.connected;
  subscribed = state.subscribed;
  ws = state.ws;
  pending = state.pending;
  models = state.models;
  sessions = state.sessions;
  activeSessionKey = state.activeSessionKey;
  chatSeq = state.chatSeq;
  chatMsgBox = state.chatMsgBox;
  streamEl = state.streamEl;
  streamText = state.streamText;
  sessionTokens = state.sessionTokens;
  sessionCurrentInputTokens = state.sessionCurrentInputTokens;
  sessionCurrentContextTokens = state.sessionCurrentContextTokens;
  sessionContextWindow = state.sessionContextWindow;
  sessionToolsEnabled = state.sessionToolsEnabled;
  selectedModelId = state.selectedModelId;
  sandboxInfo = state.sandboxInfo;
  lastHistoryIndex = state.lastHistoryIndex;
  sessionSwitchInProgress = state.sessionSwitchInProgress;
  autoScrollMode = state.autoScrollMode;
});
