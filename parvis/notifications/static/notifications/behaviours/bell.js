// The bell: the device keeps the application ready (service worker), and its icon shows how many notices wait.
export default function bell(link) {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js").catch((problem) => console.warn(problem));
  const waiting = Number(link.dataset.waiting);
  if (waiting) navigator.setAppBadge?.(waiting).catch(() => {}); else navigator.clearAppBadge?.().catch(() => {});
  // What signing out takes away goes at once, even when the worker sleeps.
  document.querySelector("form[action='/sign-out/']")?.addEventListener("submit", async () => {
    caches.delete("private");
    navigator.clearAppBadge?.().catch(() => {});
  });
}
