// Attaches behaviours: an element with data-behaviour loads the module named in data-module, once. Its `data-attached` says that
// the behaviour is in place; `data-lively` on <html> says that those of the page all are, and htmx too.
const attached = new WeakSet();

async function bring(element) {
  try { (await import(element.dataset.module)).default(element); } catch (problem) { console.warn(problem); return; }
  element.dataset.attached = "";
}
function attach(root) {
  const found = [...root.querySelectorAll("[data-behaviour][data-module]")].filter((element) => !attached.has(element));
  if (root.matches?.("[data-behaviour][data-module]") && !attached.has(root)) found.unshift(root);
  for (const element of found) attached.add(element);
  return Promise.all(found.map(bring));
}

// A <details> menu closes on Escape, on a click outside, and when the focus goes on: here, not in a behaviour fetched for each
// menu, so that the first key pressed counts.
const opened = () => [...document.querySelectorAll("details.menu[open]")];
for (const leaving of ["click", "focusin"]) {
  document.addEventListener(leaving, ({ target }) => { for (const menu of opened()) if (!menu.contains(target)) menu.open = false; });
}
document.addEventListener("keydown", (event) => {
  const last = event.key === "Escape" && !event.defaultPrevented && opened().at(-1);
  if (!last) return;
  last.open = false;
  if (last.contains(document.activeElement) || document.activeElement === document.body) last.querySelector("summary").focus();
});

document.addEventListener("htmx:load", (event) => attach(event.target));
document.addEventListener("parvis:added", (event) => attach(event.target));

// The page is read, walked and its forms sent without any script. Behaviours come once it is there; htmx
// after the page is complete: on a slow phone it must not stand between the reader and the words.
function bringHtmx(behaviours) {
  const src = document.querySelector("meta[name=parvis-htmx]").content;
  const onload = () => {
    performance.mark("parvis-lively");
    behaviours.then(() => { document.documentElement.dataset.lively = ""; });
  };
  document.head.append(Object.assign(document.createElement("script"), { src, onload }));
}
function begin() {
  const behaviours = attach(document.documentElement);
  say([...document.querySelectorAll(".messages li > span")].map((line) => line.textContent).join(" "));
  if (document.readyState === "complete") bringHtmx(behaviours); else addEventListener("load", () => bringHtmx(behaviours));
}
// The first picture of the page comes before any behaviour; a tab nobody looks at draws none, and waits for nothing.
const soon = () => { if (document.hidden) begin(); else requestAnimationFrame(() => setTimeout(begin)); };
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", soon); else soon();

// What changed is said to those who do not see it: by the server (HX-Trigger: parvis:say), and by the messages of a new page.
function say(words) {
  const region = document.getElementById("said");
  if (region && words) { region.textContent = ""; setTimeout(() => { region.textContent = words; }, 50); }
}
document.addEventListener("parvis:say", (event) => say(event.detail.value ?? event.detail));

// A piece of the page replaced under the keyboard gives the focus to the same control, or to the first of the new piece.
document.addEventListener("htmx:beforeSwap", (event) => {
  const held = event.detail.target;
  if (held?.contains(document.activeElement)) document.body.dataset.refocus = held.id;
});
document.addEventListener("htmx:afterSettle", () => {
  const { refocus } = document.body.dataset;
  delete document.body.dataset.refocus;
  if (refocus && document.activeElement === document.body) document.getElementById(refocus)?.querySelector("button, a[href], summary, textarea, input:not([type=hidden])")?.focus();
});

// The counter of a field with a limit comes with the first key, not before.
document.addEventListener("focusin", async ({ target }) => {
  const { counter } = document.getElementById("toasts")?.dataset ?? {};
  if (counter && (target.maxLength > 0 || target.dataset?.most)) (await import(counter)).default(target);
});

// A form sent twice by a double click is sent once; coming back to the page frees it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post") || form.hasAttribute("hx-get")) return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "1";
  setTimeout(() => delete form.dataset.sending, 4000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending));
