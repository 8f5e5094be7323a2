import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const folder = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");

/** `import send from "lucide:send"` is the icon's shapes as data, so that only the icons in use reach the bundle. */
export function lucideIcons(): Plugin {
  return {
    name: "lucide-icons",
    resolveId: (id) => (id.startsWith("lucide:") ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith("\0lucide:")) return undefined;
      const svg = readFileSync(join(folder, `${id.slice("\0lucide:".length)}.svg`), "utf8");
      const shapes = [...svg.matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse)\s+([^>]*?)\/?>/g)].map(
        ([, tag, attributes]) => [
          tag,
          Object.fromEntries(
            [...(attributes ?? "").matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
          ),
        ],
      );
      return `export default ${JSON.stringify(shapes)};`;
    },
  };
}
