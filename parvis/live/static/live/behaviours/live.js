// News as they happen: one stream while somebody looks at the page. It says that something has changed, never what; the behaviours of
// the page hear it as `parvis:hint` and fetch it. While the stream lives, <html data-live> says so, and they need not ask by themselves.
// Cut, it comes back after a pause that grows, at no moment that others share, and hears what it missed.
const PAUSES = [1, 2, 4, 8, 16, 30], MOST = 80, HIDDEN = 20000, SOON = 800;

const watched = () => [...new Set([...document.querySelectorAll("[data-live]")].map((one) => one.dataset.live).filter(Boolean))].slice(0, MOST);
const names = (list) => list.map((word) => word.split(":", 2).join(":")).sort().join();

export default function live(mark) {
  const { address } = mark.dataset;
  const home = address.startsWith(":") ? `${location.protocol}//${location.hostname}${address}/live/` : address;
  let source = null, cursor = "", failures = 0, timer, known = "", over = false;

  function open() {
    clearTimeout(timer);
    if (over || source || document.hidden) return;
    const on = watched(), bell = document.querySelector("[data-waiting]")?.dataset.waiting;
    const query = new URLSearchParams({ on: on.join(","), ...(bell === undefined ? {} : { bell }), ...(cursor ? { after: cursor } : { age: Math.ceil(performance.now()) }) });
    known = names(on);
    source = new EventSource(`${home}?${query}`, { withCredentials: true });
    source.onopen = () => { failures = 0; document.documentElement.dataset.live = ""; };
    source.onerror = () => {
      close();
      failures += 1;
      if (failures <= PAUSES.length * 2) later(PAUSES[Math.min(failures, PAUSES.length) - 1] * 1000 * (0.5 + Math.random()));
    };
    source.addEventListener("hints", (event) => {
      cursor = event.lastEventId || cursor;
      document.dispatchEvent(new CustomEvent("parvis:hint", { detail: JSON.parse(event.data) }));
    });
    // Signed out, or too many windows: this page asks now and then, as without a stream.
    source.addEventListener("bye", () => { over = true; close(); });
  }
  function close() {
    source?.close();
    source = null;
    delete document.documentElement.dataset.live;
  }
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(open, wait);
  }
  function changed() {
    if (source && names(watched()) !== known) { close(); open(); }
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    failures = 0;
    if (document.hidden) timer = setTimeout(close, HIDDEN); else open();
  });
  addEventListener("online", () => { failures = 0; close(); later(SOON * Math.random()); });
  addEventListener("offline", close);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  let waiting;
  for (const kind of ["parvis:added", "htmx:afterSettle"]) document.addEventListener(kind, () => { clearTimeout(waiting); waiting = setTimeout(changed, 3000); });
  later(SOON * Math.random());
}
