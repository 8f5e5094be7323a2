import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { getJson } from "./rpc/http";
import type { SessionRow } from "./rpc/types";

export interface Identity {
  name?: string | null;
  emoji?: string | null;
  theme?: string | null;
  user_name?: string | null;
  user_timezone?: string | null;
}

export interface MemoryUse {
  process: number;
  available: number;
  total: number;
  localLlamaCpp?: number;
}

export interface UpdateInfo {
  available: boolean;
  latest_version?: string;
  release_url?: string;
}

export interface SandboxInfo {
  backend: string;
  os?: string;
  default_image?: string;
  image_building?: boolean;
  available_backends?: string[];
}

/** What the gateway writes into the document, so that the first paint needs no request. Every field may be absent. */
export interface BootData {
  identity?: Identity;
  version?: string;
  started_at?: number;
  port?: number;
  counts?: Record<string, number>;
  voice_enabled?: boolean;
  stt_enabled?: boolean;
  tts_enabled?: boolean;
  graphql_enabled?: boolean;
  connectors_enabled?: boolean;
  terminal_enabled?: boolean;
  rpc_timeout_ms?: number;
  git_branch?: string | null;
  mem?: MemoryUse;
  deploy_platform?: string;
  update?: UpdateInfo;
  sandbox?: SandboxInfo;
  routes?: Record<string, string>;
  sessions_recent?: SessionRow[];
  agents?: { id: string; name: string; emoji?: string; is_default?: boolean }[];
  auth_has_password?: boolean;
  vault_status?: string;
}

declare global {
  interface Window {
    __MOLTIS__?: BootData;
  }
}

const data = signal<BootData>(typeof window === "undefined" ? {} : (window.__MOLTIS__ ?? {}));

export const boot: ReadonlySignal<BootData> = data;
export const identity = computed<Identity>(() => data.value.identity ?? {});
export const agentName = computed(() => identity.value.name?.trim() || "moltis");

export function set<K extends keyof BootData>(key: K, value: BootData[K]): void {
  data.value = { ...data.value, [key]: value };
}

/** Calls back whenever one key changes; not for its present value. */
export function onChange<K extends keyof BootData>(key: K, listener: (value: BootData[K]) => void): () => void {
  let last = data.peek()[key];
  return data.subscribe((next) => {
    if (next[key] === last) return;
    last = next[key];
    listener(last);
  });
}

export async function refresh(): Promise<void> {
  data.value = await getJson<BootData>(`/api/gon?_=${Date.now()}`, { fresh: true });
}
