import { modules } from "./seam.js";

export const {
  esc,
  formatAssistantTokenUsage,
  formatAudioDuration,
  formatBytes,
  formatTokens,
  localizeStructuredError,
  renderMarkdown,
  sendRpc,
  toolCallSummary,
} = modules["helpers"];
