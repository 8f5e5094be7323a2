import { type Key, t } from "../../../shared/i18n";

/** A value of an object as text. */
export function field(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null || !(name in value)) return undefined;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === "string"
    ? found
    : typeof found === "number" || typeof found === "boolean"
      ? String(found)
      : undefined;
}

const VERBS: Readonly<Record<string, { verb: Key; object: readonly string[] }>> = {
  exec: { verb: "chat:verb.run", object: ["command"] },
  process: { verb: "chat:verb.process", object: ["command", "action"] },
  read: { verb: "chat:verb.read", object: ["file_path", "path"] },
  write: { verb: "chat:verb.write", object: ["file_path", "path"] },
  edit: { verb: "chat:verb.edit", object: ["file_path", "path"] },
  multiedit: { verb: "chat:verb.edit", object: ["file_path", "path"] },
  glob: { verb: "chat:verb.find", object: ["pattern"] },
  grep: { verb: "chat:verb.search", object: ["pattern"] },
  web_fetch: { verb: "chat:verb.fetch", object: ["url"] },
  web_search: { verb: "chat:verb.web", object: ["query"] },
  memory_search: { verb: "chat:verb.recall", object: ["query"] },
  memory_save: { verb: "chat:verb.remember", object: ["content"] },
  spawn_agent: { verb: "chat:verb.delegate", object: ["task"] },
  browser: { verb: "chat:verb.browse", object: ["url", "action"] },
};

/** A call in words: what is done, and to what. */
export function toolTitle(name: string, args: unknown): { verb: string; object: string } {
  const known = VERBS[name.toLowerCase()];
  if (!known) return { verb: name, object: firstText(args) };
  const object = known.object.map((argument) => field(args, argument)).find((text) => text !== undefined) ?? "";
  return { verb: t(known.verb), object: oneLine(object) };
}

function firstText(args: unknown): string {
  if (typeof args !== "object" || args === null) return "";
  const text = Object.entries(args).find(
    ([name, value]) => !name.startsWith("_") && typeof value === "string" && value.length > 0,
  );
  return text ? oneLine(String(text[1])) : "";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 300);
}
