import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { lucideIcons } from "./build/lucide";

const gateway = process.env["MOLTIS_GATEWAY"] ?? "http://localhost:13131";

/** Fills the placeholders that the gateway fills in production, so that `npm run dev` works against a running one. */
function devDocuments(): Plugin {
  return {
    name: "moltis-dev-documents",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = new URL(request.url ?? "/", "http://dev").pathname;
        const accepts = request.headers.accept ?? "";
        if (request.method === "GET" && accepts.includes("text/html")) {
          if (path === "/login") request.url = "/login.html";
          else if (path === "/onboarding") request.url = "/onboarding.html";
          else if (!path.includes(".")) request.url = "/index.html";
        }
        next();
      });
    },
    async transformIndexHtml(html) {
      let boot = "{}";
      try {
        boot = JSON.stringify(await (await fetch(`${gateway}/api/gon`)).json()).replaceAll("<", "\\u003c");
      } catch {
        // The page starts without boot data and says that it is not connected.
      }
      return html.replace("__BOOT_DATA__", () => boot).replaceAll("__CSP_NONCE__", "dev");
    },
  };
}

export default defineConfig(({ command }) => ({
  base: command === "build" ? "./" : "/",
  publicDir: "public",
  plugins: [tailwindcss(), lucideIcons(), devDocuments()],
  build: {
    outDir: "dist",
    manifest: true,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    assetsInlineLimit: 4096,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: {
        main: resolve(import.meta.dirname, "index.html"),
        login: resolve(import.meta.dirname, "login.html"),
        onboarding: resolve(import.meta.dirname, "onboarding.html"),
      },
      output: {
        entryFileNames: "assets/dist/[name].js",
        chunkFileNames: "assets/dist/chunks/[name]-[hash].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".css"))
            ? "assets/css/style.css"
            : "assets/dist/[name]-[hash][extname]",
      },
    },
  },
  server: {
    proxy: {
      "/api": gateway,
      "/ws": { target: gateway.replace("http", "ws"), ws: true, changeOrigin: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
}));
