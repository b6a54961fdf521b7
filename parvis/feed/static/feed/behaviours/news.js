// Offers new posts, as a number; nothing moves under one's eyes. How many there are more comes with the news; it asks when that is not
// known (it was away), and now and then where nothing can be heard.
const MOST = 20, LATELY = 5000; // ms: what is heard so soon after it has asked may be in what it was answered

export default function news(offer) {
  const link = offer.querySelector("a");
  let timer = null, count = 0, asked = -LATELY;
  function show(number) {
    count = Math.min(number, MOST);
    offer.hidden = !count;
    link.textContent = count === 1 ? offer.dataset.one : offer.dataset.many.replace("{n}", count);
  }
  async function ask() {
    if (document.visibilityState !== "visible") { timer = null; return; }
    const answer = await fetch(offer.dataset.url, { headers: { Accept: "application/json" } }).catch(() => null);
    timer = null;
    if (!answer?.ok) return;
    asked = performance.now();
    show((await answer.json()).count);
  }
  setInterval(() => { if (!("live" in document.documentElement.dataset)) ask(); }, 45000);
  document.addEventListener("parvis:hint", ({ detail }) => {
    if (!detail.home && !detail.stale) return;
    const more = detail.stale ? undefined : detail.now?.home;
    if (more && timer === null && performance.now() - asked > LATELY) { show(count + more); return; }
    clearTimeout(timer);
    timer = setTimeout(ask, Math.random() * (detail.in ?? (more ? LATELY : 0)));
  });
}
