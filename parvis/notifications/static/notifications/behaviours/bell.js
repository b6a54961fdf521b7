// The bell: the device keeps the application ready (service worker), its icon shows how many notices wait, and it counts as they come.
function badge(waiting) {
  if (waiting) navigator.setAppBadge?.(waiting).catch(() => {}); else navigator.clearAppBadge?.().catch(() => {});
}
export default function bell(link) {
  badge(Number(link.dataset.waiting));
  document.addEventListener("parvis:hint", ({ detail }) => {
    if (detail.bell === undefined) return;
    const before = Number(link.dataset.waiting), now = detail.bell, { none, one, many } = link.dataset;
    const words = now ? (now === 1 ? one : many.replace("{n}", now)) : none;
    link.dataset.waiting = now;
    link.setAttribute("aria-label", words);
    let count = link.querySelector(".bell__count");
    if (!now) count?.remove();
    else {
      if (!count) { count = document.createElement("span"); count.className = "bell__count"; count.ariaHidden = "true"; link.append(count); }
      count.textContent = now > 99 ? "99+" : now;
    }
    if (now > before) document.dispatchEvent(new CustomEvent("parvis:say", { detail: words }));
    badge(now);
  });
  // What signing out takes away goes at once, even when the worker sleeps.
  document.querySelector("form[action='/sign-out/']")?.addEventListener("submit", async () => {
    globalThis.caches?.delete("private");
    navigator.clearAppBadge?.().catch(() => {});
  });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch((problem) => console.warn(problem));
}
