import { getJson, HttpError, sendJson } from "../../../shared/rpc/http";

export interface ConfigText {
  toml: string;
  path?: string;
  /** Of the text that is edited; a save onto another one is refused. */
  version?: string;
}

export interface Check {
  valid: boolean;
  warnings?: string[];
  error?: string;
}

export interface SavedConfig {
  restart_required?: boolean;
  version?: string;
}

export const readConfig = () => getJson<ConfigText>("/api/config", { fresh: true });
export const readTemplate = () => getJson<{ toml: string }>("/api/config/template");

export async function checkConfig(toml: string, signal: AbortSignal): Promise<Check> {
  try {
    return await sendJson<Check>("POST", "/api/config/validate", { toml }, { signal });
  } catch (error) {
    if (error instanceof HttpError && error.body["valid"] === false) return { valid: false, error: error.message };
    throw error;
  }
}

export const saveConfig = (toml: string, version: string | undefined) =>
  sendJson<SavedConfig>("POST", "/api/config", { toml, ...(version ? { version } : {}) });

/** The line that a sentence such as `line 12: …` or `moltis.toml:12: …` speaks of, from 1. */
export function lineOf(sentence: string): number | undefined {
  const found = /\bline (\d+)/i.exec(sentence) ?? /\.toml:(\d+)/.exec(sentence);
  return found ? Number(found[1]) : undefined;
}
