// Waits until the running app has published what these files forward to.
export const modules =
  window.__moltis_modules ??
  (await new Promise((resolve) => {
    addEventListener("moltis:seams", () => resolve(window.__moltis_modules), { once: true });
  }));
