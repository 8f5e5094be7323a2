export interface Part {
  text: string;
  hit: boolean;
}

/** A snippet cut into what matches and what does not. The gateway may mark matches itself with `<mark>`. */
export function parts(snippet: string, query: string): Part[] {
  if (snippet.includes("<mark>")) {
    return snippet
      .split(/<mark>|<\/mark>/)
      .map((text, index) => ({ text, hit: index % 2 === 1 }))
      .filter((part) => part.text !== "");
  }
  const words = query
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text: snippet, hit: false }];
  return snippet
    .split(new RegExp(`(${words.join("|")})`, "gi"))
    .map((text, index) => ({ text, hit: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}
