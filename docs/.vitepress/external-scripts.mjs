// Moves the inline scripts of the built pages into files, so that the gateway can serve them under a policy that runs no
// inline script. Fails when a page keeps one.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = "target/handbook";
const inline = /<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g;

for (const name of readdirSync(root, { recursive: true })) {
  if (!name.endsWith(".html")) continue;
  const file = join(root, name);
  const page = readFileSync(file, "utf8").replace(inline, (_whole, attributes, code) => {
    const hash = createHash("sha256").update(code).digest("hex").slice(0, 12);
    writeFileSync(join(root, "assets", `inline.${hash}.js`), code);
    return `<script${attributes} src="/docs/assets/inline.${hash}.js"></script>`;
  });
  if (/<script(?![^>]*\bsrc=)/.test(page) || /\son[a-z]+="/.test(page.replace(/<code[\s\S]*?<\/code>/g, ""))) {
    throw new Error(`${file} still holds an inline script or handler`);
  }
  writeFileSync(file, page);
}
