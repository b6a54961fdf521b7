// “Tell me on this device”: asks the browser, only when pressed, and tells the server where it is reached.
const same = (one, other) => one && new Uint8Array(one).join() === other.join();

export default async function device(box) {
  if (!("PushManager" in window && "serviceWorker" in navigator)) {
    // iPhone and iPad: only what is installed can be told.
    if (navigator.standalone === false) { box.querySelector("[data-home]").hidden = box.hidden = false; box.querySelector("[data-here]").hidden = true; }
    return;
  }
  const { octets, isTold, tell } = await import(box.dataset.told), { key, who } = box.dataset;
  const button = box.querySelector("button"), says = box.querySelector("[data-says]");
  const worker = await navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready);
  if (isTold(who, await worker.pushManager.getSubscription()) && Notification.permission === "granted") return;
  box.hidden = false;
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    if (await Notification.requestPermission() !== "granted") { says.textContent = box.dataset.refused; button.disabled = false; return; }
    try {
      const here = await worker.pushManager.getSubscription(), ours = octets(key);
      if (here && !same(here.options.applicationServerKey, ours)) await here.unsubscribe(); // made for another key of the installation
      const answer = await tell(who, key, await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: ours }));
      says.textContent = answer.ok ? box.dataset.done : box.dataset.failed;
      button.hidden = answer.ok;
    } catch (problem) { console.warn(problem); says.textContent = box.dataset.failed; }
    button.disabled = false;
  });
}
