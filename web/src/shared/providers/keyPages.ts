/** Where a provider hands out its keys. The page only links there; nothing is fetched. */
export const KEY_PAGES: Readonly<Record<string, string>> = {
  anthropic: "https://console.anthropic.com/settings/keys",
  openai: "https://platform.openai.com/api-keys",
  gemini: "https://aistudio.google.com/apikey",
  deepseek: "https://platform.deepseek.com/api_keys",
  openrouter: "https://openrouter.ai/settings/keys",
  mistral: "https://console.mistral.ai/api-keys",
  groq: "https://console.groq.com/keys",
  xai: "https://console.x.ai",
  cerebras: "https://cloud.cerebras.ai",
  minimax: "https://platform.minimax.io",
  moonshot: "https://platform.moonshot.ai/console/api-keys",
  venice: "https://venice.ai/settings/api",
  zai: "https://z.ai/manage-apikey/apikey-list",
  fireworks: "https://app.fireworks.ai/settings/users/api-keys",
  together: "https://api.together.ai/settings/api-keys",
};

/** Shown first to somebody who has not chosen yet, in this order. */
export const RECOMMENDED: readonly string[] = [
  "anthropic",
  "openai",
  "local-llm",
  "openai-codex",
  "github-copilot",
  "gemini",
  "deepseek",
  "openrouter",
  "ollama",
  "lmstudio",
];
