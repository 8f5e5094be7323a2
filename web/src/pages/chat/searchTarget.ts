import { signal } from "@preact/signals";

interface Target {
  sessionKey: string;
  index: number;
  query: string;
}

/** Where a search in the sidebar wants to go; kept until the conversation is on the screen. */
export const searchTarget = signal<Target | undefined>(undefined);

export function takeSearchTarget(sessionKey: string): Target | undefined {
  const target = searchTarget.peek();
  if (target?.sessionKey !== sessionKey) return undefined;
  searchTarget.value = undefined;
  return target;
}
