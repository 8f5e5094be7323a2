import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { listenForKeys } from "./keys";
import "./style.css";

export default {
  extends: DefaultTheme,
  enhanceApp() {
    if (typeof document !== "undefined") listenForKeys();
  },
} satisfies Theme;
