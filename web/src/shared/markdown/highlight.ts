import type { HighlighterCore, LanguageInput } from "shiki/core";

type Loader = () => Promise<{ default: LanguageInput }>;

const languages: Readonly<Record<string, Loader>> = {
  bash: () => import("shiki/langs/bash.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  cpp: () => import("shiki/langs/cpp.mjs"),
  csharp: () => import("shiki/langs/csharp.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  dart: () => import("shiki/langs/dart.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  docker: () => import("shiki/langs/docker.mjs"),
  elixir: () => import("shiki/langs/elixir.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  graphql: () => import("shiki/langs/graphql.mjs"),
  haskell: () => import("shiki/langs/haskell.mjs"),
  hcl: () => import("shiki/langs/hcl.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  ini: () => import("shiki/langs/ini.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  jsx: () => import("shiki/langs/jsx.mjs"),
  kotlin: () => import("shiki/langs/kotlin.mjs"),
  lua: () => import("shiki/langs/lua.mjs"),
  make: () => import("shiki/langs/make.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  nginx: () => import("shiki/langs/nginx.mjs"),
  nix: () => import("shiki/langs/nix.mjs"),
  php: () => import("shiki/langs/php.mjs"),
  powershell: () => import("shiki/langs/powershell.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  r: () => import("shiki/langs/r.mjs"),
  ruby: () => import("shiki/langs/ruby.mjs"),
  rust: () => import("shiki/langs/rust.mjs"),
  scala: () => import("shiki/langs/scala.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  swift: () => import("shiki/langs/swift.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  xml: () => import("shiki/langs/xml.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
  zig: () => import("shiki/langs/zig.mjs"),
};

const aliases: Readonly<Record<string, string>> = {
  "c++": "cpp",
  cs: "csharp",
  conf: "ini",
  console: "bash",
  dockerfile: "docker",
  htm: "html",
  js: "javascript",
  json5: "json",
  jsonc: "json",
  jsonl: "json",
  kt: "kotlin",
  makefile: "make",
  md: "markdown",
  mjs: "javascript",
  patch: "diff",
  properties: "ini",
  ps1: "powershell",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  svg: "xml",
  terraform: "hcl",
  tf: "hcl",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

/** Longer listings stay plain: colouring them would hold up the page. */
const LONGEST = 60_000;

let highlighter: Promise<HighlighterCore> | undefined;

function load(): Promise<HighlighterCore> {
  highlighter ??= (async () => {
    const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, light, dark] = await Promise.all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
      import("shiki/themes/github-light-high-contrast.mjs"),
      import("shiki/themes/github-dark-high-contrast.mjs"),
    ]);
    return createHighlighterCore({
      themes: [light.default, dark.default],
      langs: [],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    });
  })();
  return highlighter;
}

/** Colours a `code[data-lang]` element in place. A language that is unknown or fails leaves plain text. */
export async function highlight(code: HTMLElement): Promise<void> {
  const wanted = (code.dataset["lang"] ?? "").toLowerCase();
  const language = aliases[wanted] ?? wanted;
  const loader = languages[language];
  const text = code.textContent ?? "";
  if (!loader || text.length > LONGEST || code.classList.contains("shiki")) return;
  try {
    const ready = await load();
    if (!ready.getLoadedLanguages().includes(language)) await ready.loadLanguage((await loader()).default);
    const { tokens } = ready.codeToTokens(text, {
      lang: language,
      themes: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
      defaultColor: false,
    });
    if (code.textContent !== text) return;
    const lines = tokens.map((line) => line.map((token) => coloured(token.content, token.htmlStyle)));
    code.replaceChildren(...lines.flatMap((line, index) => (index < lines.length - 1 ? [...line, "\n"] : line)));
    code.classList.add("shiki");
  } catch (error) {
    console.warn(`No colours for ${language}.`, error);
  }
}

function coloured(text: string, style: string | Record<string, string> | undefined): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text;
  if (typeof style === "object") for (const [name, value] of Object.entries(style)) span.style.setProperty(name, value);
  return span;
}
