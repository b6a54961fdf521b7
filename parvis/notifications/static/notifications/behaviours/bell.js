// The bell: the device keeps the application ready (service worker), its icon shows how many notices wait, and it counts as they come.
// What is shown on the device of what has been read goes too.
async function badge(waiting) {
  if (waiting) { navigator.setAppBadge?.(waiting).catch(() => {}); return; }
  navigator.clearAppBadge?.().catch(() => {});
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const shown of await worker?.getNotifications?.() ?? []) shown.close();
}
// Browsers that can install say so; it is offered in the menu, never by itself.
function installing(link) {
  const button = document.querySelector(".bar [data-install]");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (!button) return;
    button.hidden = false;
    button.onclick = () => { button.hidden = true; event.prompt(); };
  });
  addEventListener("appinstalled", () => { if (button) button.hidden = true; badge(Number(link.dataset.waiting)); });
}
// What is read without network is what was kept of the last visit: it says so, until there is one again.
function offline(link) {
  if (navigator.onLine) return;
  const words = Object.assign(document.createElement("p"), { className: "no-network", textContent: link.dataset.offline });
  words.setAttribute("role", "status");
  document.querySelector("main")?.prepend(words);
  addEventListener("online", () => words.remove(), { once: true });
}
export default async function bell(link) {
  offline(link);
  installing(link);
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
  const { meet, forget } = await import(link.dataset.told);
  // What signing out takes away goes at once, even when the worker sleeps.
  document.querySelector("form[action='/sign-out/']")?.addEventListener("submit", () => { badge(0); forget().catch((problem) => console.warn(problem)); });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch((problem) => console.warn(problem));
  meet(link.dataset.who).catch((problem) => console.warn(problem));
}
