import { Lexer, type Links, type TokensList } from "marked";

export interface Split {
  /** The source of each top-level block, in order. */
  blocks: string[];
  /** Targets of reference links; a definition may stand in another block than its use. */
  links: Links;
}

/** Cuts Markdown into its top-level blocks. */
export function split(source: string): Split {
  const tokens = lex(source);
  return { blocks: contents(tokens), links: tokens.links };
}

function lex(source: string): TokensList {
  return new Lexer({ gfm: true, breaks: true }).lex(source);
}

function contents(tokens: TokensList): string[] {
  return tokens.filter((token) => token.type !== "space" && token.type !== "def").map((token) => token.raw);
}

/**
 * Cuts Markdown that is still growing. A block is closed when the next one has begun; from then on it is not read again,
 * so that the cost of a token does not depend on the length of the answer.
 */
export class GrowingBlocks {
  private closed: string[] = [];
  private done = "";
  private links: Links = {};

  /** @param source all of the text so far; a text that does not continue the one before starts anew */
  read(source: string): Split {
    if (!source.startsWith(this.done)) {
      this.closed = [];
      this.done = "";
      this.links = {};
    }
    const tokens = lex(source.slice(this.done.length));
    Object.assign(this.links, tokens.links);
    const last = tokens.findLastIndex((token) => token.type !== "space");
    if (last > 0 && sure(tokens[last]?.raw ?? "")) {
      const before = tokens.slice(0, last);
      this.closed = [
        ...this.closed,
        ...before.filter((token) => token.type !== "space" && token.type !== "def").map((token) => token.raw),
      ];
      this.done += before.map((token) => token.raw).join("");
      return { blocks: [...this.closed, ...contents(tokens.slice(last) as unknown as TokensList)], links: this.links };
    }
    return { blocks: [...this.closed, ...contents(tokens)], links: this.links };
  }
}

/** Whether a beginning is long enough to know that it is a block of its own: a lone `1` may still become a list item. */
function sure(raw: string): boolean {
  return raw.length > 4 || raw.includes("\n");
}

/** The language and text of a code fence that has not been closed yet. */
export function openFence(block: string): { language: string; code: string } | undefined {
  const begin = /^ {0,3}(`{3,}|~{3,})([^\n`]*)\n/.exec(block);
  if (!begin) return undefined;
  const [line, fence = "", info = ""] = begin;
  const code = block.slice(line.length);
  const end = new RegExp(`(^|\\n) {0,3}${fence[0]}{${fence.length},}[ \\t]*\\n?$`);
  return end.test(code) ? undefined : { language: info.trim().split(/\s/)[0] ?? "", code };
}
