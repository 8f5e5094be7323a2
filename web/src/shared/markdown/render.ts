import { Lexer, type Links, Marked, type Tokens } from "marked";
import { safeLink, sanitise } from "./sanitise";
import { asciiTable, stripAnsi } from "./terminal";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Pictures come from this gateway or from the message itself; a picture elsewhere would tell its host who reads. */
function ownPicture(href: string): boolean {
  return /^data:image\/(png|jpeg|gif|webp);base64,/i.test(href) || /^\/api\/sessions\/[^/]+\/media\/[^/]+$/.test(href);
}

function raw(token: Tokens.HTML | Tokens.Tag): string {
  return /^<br\s*\/?>$/i.test(token.text.trim()) ? "<br>" : escapeHtml(token.text);
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: raw,
    link({ href, title, tokens }) {
      const text = this.parser.parseInline(tokens);
      if (!safeLink(href)) return text;
      const tip = title ? ` title="${escapeHtml(title)}"` : "";
      return `<a href="${escapeHtml(href)}"${tip} target="_blank" rel="noopener noreferrer">${text}</a>`;
    },
    image({ href, text, title }) {
      const name = escapeHtml(text || title || href);
      if (ownPicture(href)) return `<img src="${escapeHtml(href)}" alt="${name}" loading="lazy">`;
      return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">${name}</a>`;
    },
    code({ text, lang }) {
      return codeBlock((lang ?? "").trim().split(/\s/)[0] ?? "", text);
    },
    table(token) {
      const head = token.header
        .map((cell) => cellHtml("th", this.parser.parseInline(cell.tokens), cell.align))
        .join("");
      const rows = token.rows
        .map(
          (row) =>
            `<tr>${row.map((cell) => cellHtml("td", this.parser.parseInline(cell.tokens), cell.align)).join("")}</tr>`,
        )
        .join("");
      return `<div class="msg-table-wrap" tabindex="0"><table class="msg-table"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
    },
    checkbox: ({ checked }) => `<input type="checkbox" disabled${checked ? " checked" : ""}> `,
  },
});

function cellHtml(tag: "th" | "td", content: string, align: string | null): string {
  return `<${tag}${align ? ` class="align-${align}"` : ""}>${content}</${tag}>`;
}

/** A code block as it stands in the page; the copy button is found by its `data-copy`. */
export function codeBlock(language: string, text: string): string {
  const name = escapeHtml(language);
  const code = text.endsWith("\n") ? text : `${text}\n`;
  return (
    `<div class="code-frame"><div class="code-head"><span class="code-lang-badge">${name || "text"}</span>` +
    `<button type="button" class="code-copy" data-copy="code"></button></div>` +
    `<pre class="code-block" tabindex="0"><code data-lang="${name}">${escapeHtml(code)}</code></pre></div>`
  );
}

/** The safe HTML of one block. */
export function renderBlock(block: string, links: Links = {}): string {
  const plain = stripAnsi(block);
  const lexer = new Lexer({ ...marked.defaults, gfm: true, breaks: true });
  lexer.tokens.links = { ...links };
  const tokens = lexer.lex(asciiTable(plain) ?? plain);
  return sanitise(marked.parser(tokens));
}

/** The safe HTML of a whole text. */
export function renderMarkdown(source: string): string {
  return renderBlock(source);
}
