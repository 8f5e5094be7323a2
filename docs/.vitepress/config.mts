import { defineConfig } from "vitepress";

// One list: the sidebar, and the order in which the arrow keys turn the pages.
export const chapters = [
  {
    text: "Start",
    items: [
      { text: "Quickstart", link: "/quickstart" },
      { text: "Choosing a model", link: "/choosing-a-model" },
      { text: "The starter model", link: "/starter-model" },
    ],
  },
  {
    text: "Models",
    items: [
      { text: "Providers", link: "/providers" },
      { text: "When a model can't answer", link: "/failover" },
      { text: "Models for other programs", link: "/model-gateway" },
      { text: "Signing in with a browser", link: "/sign-in" },
      { text: "Usage and budgets", link: "/usage-and-budgets" },
      { text: "Why there is no Anthropic OAuth", link: "/anthropic-oauth" },
    ],
  },
  {
    text: "Every day",
    items: [
      { text: "Conversations", link: "/conversations" },
      { text: "Keyboard", link: "/keyboard" },
      { text: "Command line", link: "/command-line" },
    ],
  },
  {
    text: "Running it",
    items: [
      { text: "Configuration", link: "/configuration" },
      { text: "Configuration reference", link: "/configuration-reference" },
      { text: "Data and backup", link: "/data-and-backup" },
      { text: "The vault", link: "/vault" },
      { text: "HTTPS", link: "/tls" },
      { text: "Exposing Moltis safely", link: "/exposing" },
      { text: "Recovery", link: "/recovery" },
      { text: "Troubleshooting", link: "/troubleshooting" },
    ],
  },
  {
    text: "Inside",
    items: [
      { text: "Architecture", link: "/architecture" },
      { text: "Protocol", link: "/protocol" },
    ],
  },
];

export default defineConfig({
  title: "Moltis",
  description: "The handbook of Moltis, a self-hosted personal agent server",
  base: "/docs/",
  outDir: "target/handbook",
  cacheDir: "target/vitepress-cache",
  cleanUrls: true,
  metaChunk: true,
  srcExclude: ["adr/**", "node_modules/**", "target/**"],
  // The architecture page links into the sources, for those who read it beside them.
  ignoreDeadLinks: [/(^|\/)\.\.\//, /(^|\/)adr\//],
  // Code is read, too: every colour of it passes against its paper.
  markdown: { theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" } },
  themeConfig: {
    nav: [{ text: "Open Moltis", link: "/../", target: "_self" }],
    sidebar: chapters,
    search: { provider: "local" },
    outline: [2, 3],
    docFooter: { prev: "Previous", next: "Next" },
  },
});
