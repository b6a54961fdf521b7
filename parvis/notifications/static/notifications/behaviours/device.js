// “Tell me on this device”: asks the browser, only when pressed, and tells the server where it is reached.
const octets = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export default async function device(box) {
  if (!("PushManager" in window && "serviceWorker" in navigator)) return;
  const button = box.querySelector("button"), says = box.querySelector("[data-says]");
  const worker = await navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready);
  const here = await worker.pushManager.getSubscription();
  if (here && Notification.permission === "granted" && box.dataset.known?.includes(here.endpoint)) return;
  box.hidden = false;
  const send = (body) => fetch("/me/devices/", { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value } });
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    if (await Notification.requestPermission() !== "granted") { says.textContent = box.dataset.refused; button.disabled = false; return; }
    try {
      const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: octets(box.dataset.key) });
      const answer = await send(new URLSearchParams({ address: made.endpoint, p256dh: text(made.getKey("p256dh")), auth: text(made.getKey("auth")) }));
      says.textContent = answer.ok ? box.dataset.done : box.dataset.failed;
      button.hidden = answer.ok;
    } catch (problem) { console.warn(problem); says.textContent = box.dataset.failed; }
    button.disabled = false;
  });
}
