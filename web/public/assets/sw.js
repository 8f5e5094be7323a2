// Keeps a way in when there is no network. It never answers with an old app while the gateway can be reached, and a new
// worker waits until the windows of the old one are closed, so that no draft is lost to a reload.
const CACHE = "moltis-__ASSET_HASH__";
const KEPT = new Set([CACHE, "moltis-state"]);
const OFFLINE = "/offline.html";

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(OFFLINE, { cache: "no-store" });
  if (!shell.ok) throw new Error("the offline page is missing");
  await cache.put(OFFLINE, shell);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

async function activate() {
  const names = await caches.keys();
  await Promise.allSettled(
    names.filter((name) => name.startsWith("moltis-") && !KEPT.has(name)).map((name) => caches.delete(name)),
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || request.mode !== "navigate") return;
  event.respondWith(navigate(request));
});

async function navigate(request) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(CACHE);
    return (
      (await cache.match(OFFLINE)) ??
      new Response("You're offline", { status: 503, headers: { "Content-Type": "text/plain" } })
    );
  }
}
