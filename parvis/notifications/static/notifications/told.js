// What this browser remembers of being told: for whom, where its push service is reached, with which key of the installation.
// Another person on the same browser is told nothing meant for the first, and finds nothing of theirs.
const WHO = "parvis-who", TOLD = "parvis-told";
export const octets = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )(?:__Host-)?${name}=([\\w-]+)`))?.[1];
const read = () => { try { return JSON.parse(localStorage.getItem(TOLD)); } catch { return null; } };

export const isTold = (who, made) => { const told = read(); return Boolean(made && told?.who === who && told.address === made.endpoint); };

// Says where this browser is reached; `was`: where it was before, so that what was taken away elsewhere does not come back by itself.
export async function tell(who, key, made, was = "") {
  const body = new URLSearchParams({ was, address: made.endpoint, p256dh: text(made.getKey("p256dh")), auth: text(made.getKey("auth")) });
  const answer = await fetch("/me/devices/", { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") ?? "" } });
  if (answer.ok) { localStorage.setItem(TOLD, JSON.stringify({ who, key, address: made.endpoint })); sessionStorage.setItem(TOLD, "said"); }
  return answer;
}

export async function forget() {
  for (const name of [WHO, TOLD]) localStorage.removeItem(name);
  sessionStorage.removeItem(TOLD);
  await globalThis.caches?.delete("private");
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}

// On each page: whoever is signed in now; once a visit, that the browser is still reached where it was, or where it is now.
export async function meet(who) {
  if (localStorage.getItem(WHO) !== who) {
    await forget();
    localStorage.setItem(WHO, who);
  }
  const told = read();
  if (!told || globalThis.Notification?.permission !== "granted") return;
  const worker = await navigator.serviceWorker.ready;
  let made = await worker.pushManager.getSubscription();
  if (isTold(who, made) && sessionStorage.getItem(TOLD)) return;
  made ??= await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: octets(told.key) });
  const answer = await tell(who, told.key, made, told.address);
  if (answer.status === 404) { await made.unsubscribe(); localStorage.removeItem(TOLD); }
}
