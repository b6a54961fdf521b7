// Offers new posts, as a number; nothing moves under one's eyes. It asks when it hears that there is something, and now and then
// where nothing can be heard.
export default function news(offer) {
  const link = offer.querySelector("a");
  let timer;
  async function ask() {
    if (document.visibilityState !== "visible") return;
    const answer = await fetch(offer.dataset.url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { count } = await answer.json();
    offer.hidden = !count;
    link.textContent = count === 1 ? offer.dataset.one : offer.dataset.many.replace("{n}", count);
  }
  setInterval(() => { if (!("live" in document.documentElement.dataset)) ask(); }, 45000);
  document.addEventListener("parvis:hint", ({ detail }) => {
    if (!detail.home && !detail.stale) return;
    clearTimeout(timer);
    timer = setTimeout(ask, Math.random() * (detail.in ?? 0));
  });
}
