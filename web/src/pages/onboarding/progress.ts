import { effect, signal } from "@preact/signals";
import { identity } from "../../shared/boot";
import { browserZone } from "../../shared/identity";
import { readJson, writeJson } from "../../shared/storage";

export const STEPS = ["welcome", "connect", "model", "message"] as const;
export type StepName = (typeof STEPS)[number];

interface Progress {
  step: StepName;
  userName: string;
  zone: string;
  agentName: string;
  emoji: string;
  /** The provider that was connected last. */
  provider: string | undefined;
  message: string;
}

const STORED = "moltis-onboarding";

function isProgress(value: unknown): value is Partial<Progress> {
  return typeof value === "object" && value !== null;
}

function begin(): Progress {
  const who = identity.peek();
  const kept: Partial<Progress> = readJson(STORED, isProgress) ?? {};
  return {
    step: STEPS.find((name) => name === kept.step) ?? "welcome",
    userName: kept.userName ?? who.user_name ?? "",
    zone: kept.zone ?? who.user_timezone ?? browserZone(),
    agentName: kept.agentName ?? (who.name && who.name !== "moltis" ? who.name : ""),
    emoji: kept.emoji ?? who.emoji ?? "",
    provider: kept.provider,
    message: kept.message ?? "",
  };
}

/** How far somebody has come. Leaving at any step loses nothing: keys are with the gateway, the rest is kept here. */
export const progress = signal<Progress>(begin());

effect(() => {
  writeJson(STORED, progress.value);
});

export function change(part: Partial<Progress>): void {
  progress.value = { ...progress.peek(), ...part };
}

export function finished(): void {
  writeJson(STORED, undefined);
}
