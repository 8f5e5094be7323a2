import * as boot from "./boot";
import { rpc } from "./rpc";
import type { IdentityRecord } from "./rpc/types";

/** Who the agent is and whom it works for. */
export async function loadIdentity(): Promise<IdentityRecord> {
  if (rpc.supports("agent.identity.get")) return rpc.call("agent.identity.get", {});
  return boot.identity.peek();
}

/** Changes some fields and leaves the others as they are. */
export async function saveIdentity(change: Partial<IdentityRecord>): Promise<void> {
  if (rpc.supports("agent.identity.update")) {
    // The method replaces what it is not given, so that it is given everything.
    const { name, emoji, theme } = await loadIdentity();
    await rpc.call("agent.identity.update", { name, emoji, theme, ...change });
  } else {
    await rpc.call("config.patch", { patch: asConfig(change) });
  }
  boot.set("identity", { ...boot.identity.peek(), ...change });
}

/** Where the same facts stand in the configuration. */
function asConfig({ name, emoji, theme, user_name, user_timezone }: Partial<IdentityRecord>): Record<string, unknown> {
  const agent = Object.fromEntries(Object.entries({ name, emoji, theme }).filter(([, value]) => value !== undefined));
  const user = Object.fromEntries(
    Object.entries({ name: user_name, timezone: user_timezone }).filter(([, value]) => value !== undefined),
  );
  return {
    ...(Object.keys(agent).length > 0 ? { identity: agent } : {}),
    ...(Object.keys(user).length > 0 ? { user } : {}),
  };
}

/** Every time zone that this browser knows, the present one first. */
export function timeZones(present: string): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return [present, ...all.filter((zone) => zone !== present)].filter(Boolean);
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
