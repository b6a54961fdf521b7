// Attaches behaviours: an element with data-behaviour loads the module named in data-module, once.
const attached = new WeakSet();

async function attach(root) {
  const found = [...root.querySelectorAll("[data-behaviour][data-module]")];
  if (root.matches?.("[data-behaviour][data-module]")) found.unshift(root);
  for (const element of found) {
    if (attached.has(element)) continue;
    attached.add(element);
    const module = await import(element.dataset.module);
    module.default(element);
  }
}

document.addEventListener("htmx:load", (event) => attach(event.target));
document.addEventListener("parvis:added", (event) => attach(event.target));
attach(document.documentElement);

// A form sent twice by a double click is sent once; coming back to the page frees it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post") || form.hasAttribute("hx-get")) return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "1";
  setTimeout(() => delete form.dataset.sending, 4000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending));
