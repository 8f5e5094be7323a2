import { modules } from "./seam.js";

export const { highlightCodeBlocks, initHighlighter } = modules["code-highlight"];
