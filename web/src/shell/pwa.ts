/** Marks an installed page, and keeps a way in when there is no network. */
export async function registerWorker(): Promise<void> {
  const installed =
    matchMedia("(display-mode: standalone)").matches || ("standalone" in navigator && navigator.standalone === true);
  document.documentElement.classList.toggle("pwa-standalone", installed);
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
  } catch (error) {
    console.warn("Without a service worker this page cannot be opened offline.", error);
  }
}
