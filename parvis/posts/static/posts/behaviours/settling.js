// What one has just sent waits before others see it: a line that shortens gently, the seconds in words, then what everybody sees.
// Nothing blinks; who asks for less motion has the words alone, changed every five seconds.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export default function settling(bar) {
  const says = bar.querySelector("[data-says]"), line = bar.querySelector(".undo__line");
  const whole = Math.max(1, Number(bar.dataset.whole)), end = performance.now() + Number(bar.dataset.left) * 1000;
  const left = () => Math.max(0, (end - performance.now()) / 1000);
  line.style.setProperty("--left", Math.min(1, left() / whole));
  line.style.setProperty("--time", `${left()}s`);
  requestAnimationFrame(() => requestAnimationFrame(() => line.classList.add("undo__line--goes")));
  let timer = 0;
  const tell = () => {
    if (!bar.isConnected) return;
    const n = Math.ceil(left()), step = calm.matches ? 5 : 1;
    says.textContent = bar.dataset.in.replace("{n}", Math.ceil(n / step) * step);
    if (n > 0) timer = setTimeout(tell, (left() % step || step) * 1000 + 20); else arrive(bar, 0);
  };
  tell();
  const words = bar.querySelector("p").textContent.trim();
  if (!document.querySelector(".messages")) document.dispatchEvent(new CustomEvent("parvis:say", { detail: words }));
  bar.querySelector("form").addEventListener("submit", () => clearTimeout(timer));
}

// The page is asked again until the piece of it that waited (the element with an id around the bar, or beside it) no longer does.
async function arrive(bar, tries) {
  if (!bar.isConnected || tries > 30) return;
  const next = bar.nextElementSibling, id = next?.matches(".post[id]") ? next.id : bar.closest("[id]")?.id;
  let page = null;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } });
    if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { /* no network: asked again below, and the bar stays */ }
  const fresh = page?.getElementById(id);
  const waits = !page || fresh?.matches(".comment--waits") || fresh?.previousElementSibling?.matches(".undo");
  if (waits) { setTimeout(() => arrive(bar, tries + 1), 1500); return; }
  show(bar, id, page);
}

function show(bar, id, page) {
  const held = bar.contains(document.activeElement), said = bar.dataset.soon, old = document.getElementById(id);
  const fresh = page.getElementById(id), thread = document.getElementById("comments");
  bar.remove();
  if (old?.matches(".comment--waits")) {
    const above = fresh?.parentElement.closest(".comment[id]"), there = above && document.getElementById(above.id);
    const replies = there && (there.querySelector(":scope > .replies") ?? there.appendChild(Object.assign(document.createElement("div"), { className: "replies" })));
    if (replies && fresh) { old.remove(); replies.append(fresh); } else if (fresh) old.replaceWith(fresh); else old.remove();
    const title = page.querySelector("#comments > h2");
    if (title) thread.querySelector("h2").textContent = title.textContent;
  } else if (old && fresh) {
    old.replaceWith(fresh);
    const talk = page.getElementById("comments");
    if (talk && !thread) fresh.after(talk);
    if (talk) { window.htmx?.process(talk); talk.dispatchEvent(new CustomEvent("parvis:added", { bubbles: true })); }
  }
  if (!fresh) return;
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("parvis:added", { bubbles: true }));
  if (held) { fresh.tabIndex = -1; fresh.focus(); }
  document.dispatchEvent(new CustomEvent("parvis:say", { detail: said }));
}
