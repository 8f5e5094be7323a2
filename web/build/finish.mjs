// The last step of the build: prepares the documents, compresses, and checks the budget.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET_BYTES = 150_000;
const COMPRESSED = /\.(js|mjs|css|html|svg|json|webmanifest|txt)$/;
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const built = join(root, "dist");
const target = join(root, "target", "web");

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

function brotli(content) {
  return brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
}

function seam(document) {
  const name = SEAMS[document];
  return name
    ? `  <script type="module" nonce="__CSP_NONCE__" src="__ASSETS__js/${name}.js"></script>\n  </head>`
    : "</head>";
}

for (const needed of ["assets/css/style.css", "assets/dist/main.js", "assets/sw.js", "assets/js/app.js"]) {
  if (!statSync(join(built, needed), { throwIfNoEntry: false })) {
    console.error(`The bundle lacks ${needed}.`);
    process.exit(1);
  }
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(built, target, { recursive: true });
rmSync(join(target, ".vite"), { recursive: true, force: true });

const assets = files(join(target, "assets")).sort();
const digest = createHash("sha256");
for (const path of assets) digest.update(relative(target, path)).update(readFileSync(path));
const hash = digest.digest("hex").slice(0, 16);

/** Test suites find the prefix of the assets by these scripts. */
const SEAMS = { "index.html": "app", "login.html": "login-app", "onboarding.html": "onboarding-app" };

// What the gateway fills when it sends a document: __CSP_NONCE__, __BOOT_DATA__, __ASSETS__ (the address of the assets,
// with the hash of all of them in it) and __ASSET_HASH__.
for (const path of files(target).filter((file) => file.endsWith(".html") && dirname(file) === target)) {
  const document = readFileSync(path, "utf8")
    .replaceAll('"./assets/', '"__ASSETS__')
    .replaceAll(" crossorigin", "")
    .replaceAll('<script type="module"', '<script type="module" nonce="__CSP_NONCE__"')
    .replace("</head>", () => seam(relative(target, path)));
  writeFileSync(path, document);
}
const worker = join(target, "assets", "sw.js");
writeFileSync(worker, readFileSync(worker, "utf8").replaceAll("__ASSET_HASH__", hash));
writeFileSync(join(target, "version.json"), `${JSON.stringify({ assetHash: hash })}\n`);

const manifest = JSON.parse(readFileSync(join(built, ".vite", "manifest.json"), "utf8"));
function withStaticImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) withStaticImports(next, seen);
  return seen;
}
const first = [...withStaticImports("index.html")].map((key) => manifest[key].file);
const firstBytes = first.reduce((sum, file) => sum + brotli(readFileSync(join(target, file))).length, 0);

let plain = 0;
let small = 0;
for (const path of files(target)) {
  if (!COMPRESSED.test(path) || (path.endsWith(".html") && dirname(path) === target)) continue;
  const content = readFileSync(path);
  if (content.length < 1_024) continue;
  const br = brotli(content);
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  plain += content.length;
  small += br.length;
}
console.log(`Assets ${hash}: ${Math.round(plain / 1_000)} kB, ${Math.round(small / 1_000)} kB compressed.`);
console.log(
  `First load of the chat page: ${(firstBytes / 1_000).toFixed(1)} kB of script, ${BUDGET_BYTES / 1_000} kB allowed.`,
);
if (firstBytes > BUDGET_BYTES) {
  console.error("The first load is over its budget. Load what the chat page does not need on demand.");
  process.exit(1);
}
