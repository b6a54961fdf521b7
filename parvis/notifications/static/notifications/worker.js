// The service worker: pushes, the last home page when there is no network, a page to write on. The network always goes first; what
// it answers to "/" is kept in a cache that signing out empties. Files of /static/ never change under their name.
const VERSION = "__VERSION__", SHELL = `shell-${VERSION}`, PRIVATE = "private", OFFLINE = "/offline/", HOME = "/";

async function prepare() {
  const cache = await caches.open(SHELL), page = await fetch(OFFLINE, { credentials: "omit" });
  if (!page.ok) return;
  const text = await page.clone().text();
  await cache.put(OFFLINE, page);
  const files = new Set([...text.matchAll(/["'](\/static\/[^"'\s]+)["']/g)].map((found) => found[1]));
  await Promise.all([...files].map((file) => cache.add(file).catch(() => {})));
}
self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELL && name !== PRIVATE) await caches.delete(name);
  await self.clients.claim();
})()));

const forget = () => caches.delete(PRIVATE);
async function open(request, path) {
  try {
    const answer = await fetch(request), there = new URL(answer.url).pathname;
    if (there === "/sign-in/" || path === "/sign-out/") await forget();
    else if (path === HOME && !new URL(request.url).search && answer.ok && there === HOME) await (await caches.open(PRIVATE)).put(HOME, answer.clone());
    return answer;
  } catch (problem) {
    const kept = path === HOME && request.method === "GET" && await (await caches.open(PRIVATE)).match(HOME);
    return kept || (await caches.match(OFFLINE)) || Promise.reject(problem);
  }
}
const file = async (request) => (await caches.match(request)) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.method === "POST") { // the answer is the network's alone
    if (address.pathname === "/sign-out/") event.waitUntil(forget());
    return;
  }
  if (request.mode === "navigate") event.respondWith(open(request, address.pathname));
  else if (request.method === "GET" && address.pathname.startsWith("/static/")) event.respondWith(file(request));
});

self.addEventListener("push", (event) => {
  let said = {};
  try { said = event.data.json(); } catch { return; }
  event.waitUntil(Promise.all([
    self.registration.showNotification(said.title, { body: said.body, tag: said.tag, data: { url: said.url } }),
    self.navigator.setAppBadge?.(said.unread),
  ]));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data ?? {};
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(([page]) => (page ? page.focus().then((one) => one.navigate(url)) : self.clients.openWindow(url))));
});
