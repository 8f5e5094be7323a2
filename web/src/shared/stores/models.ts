import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { rpc } from "../rpc";
import type { Model } from "../rpc/types";
import { read, write } from "../storage";

export const EFFORTS = ["", "minimal", "low", "medium", "high", "xhigh"] as const;
export type Effort = (typeof EFFORTS)[number];

const SUFFIX = /@reasoning-(\w+)$/;

const all = signal<readonly Model[]>([]);
const known = signal(false);
const chosen = signal(read("moltis-model") ?? "");
const wantedEffort = signal<Effort>(asEffort(read("moltis-reasoning-effort") ?? ""));

/** What can answer, in the gateway's order; variants by reasoning effort are not models of their own. */
export const models = computed(() => all.value.filter((model) => !model.id.includes("@reasoning-")));
/** Whether the gateway has told its models yet. */
export const modelsKnown: ReadonlySignal<boolean> = known;
/** The model for conversations that have none of their own. */
export const defaultModel: ReadonlySignal<string> = chosen;
export const effort: ReadonlySignal<Effort> = wantedEffort;

function asEffort(text: string): Effort {
  return EFFORTS.find((value) => value === text) ?? "";
}

/** A stored id such as `openai::gpt@reasoning-high`, in its two parts. */
export function splitId(id: string): { id: string; effort: Effort } {
  return { id: id.replace(SUFFIX, ""), effort: asEffort(SUFFIX.exec(id)?.[1] ?? "") };
}

export function joinId(id: string, level: Effort): string {
  return level ? `${id}@reasoning-${level}` : id;
}

export function find(id: string): Model | undefined {
  return models.value.find((model) => model.id === id);
}

export function setAll(list: readonly Model[]): void {
  all.value = list;
  known.value = true;
  const { id, effort: level } = splitId(chosen.peek());
  if (level) setEffort(level);
  if (list.some((model) => model.id === id)) choose(id);
  else if (models.peek()[0]) choose(models.peek()[0]?.id ?? "");
}

export function choose(id: string): void {
  chosen.value = id;
  write("moltis-model", id);
}

export function setEffort(level: Effort): void {
  wantedEffort.value = level;
  write("moltis-reasoning-effort", level || undefined);
}

export async function load(): Promise<void> {
  setAll(await rpc.call("models.list", {}));
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Follows the gateway. @returns stops following */
export function start(): () => void {
  const reload = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load().catch(() => {}), 150);
  };
  const offs = [
    rpc.onConnected(() => void load().catch(() => {})),
    rpc.on("models.updated", (event) => {
      if (event.phase !== "start" && event.phase !== "progress") reload();
    }),
    rpc.on("providers.updated", reload),
  ];
  return () => {
    clearTimeout(timer);
    for (const off of offs) off();
  };
}
