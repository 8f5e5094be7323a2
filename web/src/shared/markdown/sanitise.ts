import createPurifier, { type Config } from "dompurify";

const config: Config = {
  ALLOWED_TAGS: [
    "a",
    "b",
    "blockquote",
    "br",
    "button",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
  ],
  ALLOWED_ATTR: [
    "alt",
    "checked",
    "class",
    "data-copy",
    "data-lang",
    "disabled",
    "href",
    "loading",
    "rel",
    "src",
    "start",
    "tabindex",
    "target",
    "title",
    "type",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

const CLASSES =
  /^(code-frame|code-head|code-lang-badge|code-copy|code-block|msg-table-wrap|msg-table|align-(left|right|center))$/;

let purifier: ReturnType<typeof createPurifier> | undefined;

function guard(): ReturnType<typeof createPurifier> {
  if (purifier) return purifier;
  purifier = createPurifier(window);
  purifier.addHook("uponSanitizeAttribute", (node, data) => {
    if (data.attrName === "href") {
      data.keepAttr = safeLink(data.attrValue);
    } else if (data.attrName === "src") {
      data.keepAttr =
        node.nodeName === "IMG" &&
        /^(data:image\/(png|jpeg|gif|webp);base64,|\/api\/sessions\/[^/]+\/media\/[^/?#]+$)/i.test(data.attrValue);
    } else if (data.attrName === "class") {
      data.keepAttr = data.attrValue.split(/\s+/).every((name) => CLASSES.test(name));
    } else if (data.attrName === "type") {
      data.keepAttr =
        (node.nodeName === "INPUT" && data.attrValue === "checkbox") ||
        (node.nodeName === "BUTTON" && data.attrValue === "button");
    }
  });
  purifier.addHook("afterSanitizeAttributes", (node) => {
    if (node.nodeName === "A") {
      node.setAttribute("target", "_blank");
      node.setAttribute("rel", "noopener noreferrer");
    } else if (node.nodeName === "INPUT") {
      if (node.getAttribute("type") !== "checkbox") node.remove();
      else node.setAttribute("disabled", "");
    } else if (node.nodeName === "BUTTON" && node.getAttribute("data-copy") === null) {
      node.remove();
    }
  });
  return purifier;
}

/** Links lead to the web, to a mail address or within the page; nothing else can be pressed. */
export function safeLink(href: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip these characters when they read a scheme
  const plain = href.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028\u2029]/g, "");
  return /^(https?:\/\/|mailto:|#)/i.test(plain);
}

/** The gate through which every HTML that was made from text must pass. */
export function sanitise(html: string): string {
  return guard().sanitize(html, config);
}
