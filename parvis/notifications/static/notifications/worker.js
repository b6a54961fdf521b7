// The service worker: pushes, the last home page when there is no network, a page to write on. The network always goes first; what
// it answers to "/" is kept in a cache that signing out empties. Files of /static/ never change under their name.
const VERSION = "__VERSION__", ICON = "__ICON__", SHELL = `shell-${VERSION}`, PRIVATE = "private", OFFLINE = "/offline/", HOME = "/";

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
    self.registration.showNotification(said.title, { body: said.body, tag: said.tag, lang: said.lang, icon: ICON, data: { url: said.url } }),
    self.navigator.setAppBadge?.(said.unread).catch(() => {}),
  ]));
});
// A page where somebody may be writing is never taken away from them: only one that is read is sent elsewhere.
const READ = /^\/(?:notices\/)?$/;
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data ?? {};
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: "window" }), page = pages.find((one) => READ.test(new URL(one.url).pathname));
    const gone = page && await page.focus().then((one) => one.navigate(url)).catch(() => null);
    return gone || self.clients.openWindow(url);
  })());
});

// The push service gave this browser another address: it is told at once where it can be, else by the next page (bell.js).
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
async function renew({ oldSubscription: old, newSubscription: given }) {
  const key = (given ?? old)?.options.applicationServerKey, named = async (name) => (await self.cookieStore?.get(name))?.value;
  const token = await named("__Host-csrftoken") ?? await named("csrftoken");
  if (!old || !key || !token) return;
  const made = given ?? await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const body = new URLSearchParams({ was: old.endpoint, address: made.endpoint, p256dh: text(made.getKey("p256dh")), auth: text(made.getKey("auth")) });
  await fetch("/me/devices/", { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
}
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event).catch((problem) => console.warn(problem))));
