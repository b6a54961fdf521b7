// A door asks for itself again and again. Where it hears what has changed, this comes with the news, drawn for it, and is laid over what it
// shows; only when that is not enough does it ask, for what it heard of.
const READ_AGAIN = 1100, SOON = 50; // ms: for so long the server may answer with what it read before, unless it is told what was heard
const APART = 5000; // ms over which pages ask that could not lay what they were given: they may be many

const versionOf = (section) => section.dataset.live.split(":")[2];

// The section as it is now, made of `text` and of the questions that stay (data-kept), which are moved into it; null where it lacks one.
function laid(old, text) {
  const made = new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
  const pairs = [...made.querySelectorAll("[data-kept]")].map((mark) => [mark, old.querySelector(`#${mark.id}`)]);
  if (pairs.some(([, kept]) => !kept)) return null;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  for (const input of made.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
  document.adoptNode(made);
  for (const [mark, kept] of pairs) {
    const [asked, answered] = mark.dataset.kept.split("|");
    for (const [part, words] of [[".asked__since", asked], [".told__since", answered]]) {
      const said = kept.querySelector(part);
      if (said && words) said.textContent = words;
    }
    mark.replaceWith(kept);
  }
  return made;
}

// Lay one step after the other; whether the page then shows version `now`.
function lay(page, steps, now) {
  for (const [had, text] of steps) {
    const old = page.querySelector("#questions"), focus = document.activeElement?.id;
    if (versionOf(old) !== had) continue;
    const made = laid(old, text);
    if (!made) return false;
    old.replaceWith(made);
    window.htmx?.process(made);
    if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
    if (Number(made.dataset.answers) > Number(old.dataset.answers)) document.dispatchEvent(new CustomEvent("parvis:say", { detail: made.dataset.say }));
    made.dispatchEvent(new CustomEvent("parvis:added", { bubbles: true }));
    if (!made.dataset.live) return true; // closed: it watches no more
  }
  return versionOf(page.querySelector("#questions")) === now;
}

export default function watch(page) {
  let timer, heard = "";
  page.addEventListener("htmx:beforeRequest", (event) => {
    const { target, detail } = event;
    if (target.id !== "questions" || detail.requestConfig.triggeringEvent?.type === "live") return;
    if ("live" in document.documentElement.dataset) event.preventDefault();
  });
  page.addEventListener("htmx:configRequest", ({ target, detail }) => {
    if (target.id === "questions" && heard) detail.parameters.heard = heard;
  });
  document.addEventListener("parvis:hint", ({ detail }) => {
    const section = page.querySelector("#questions[data-live]");
    const id = section?.dataset.live.split(":")[1];
    if (!id || !(detail.stale || detail.door?.includes(id))) return;
    heard = detail.now?.door?.[id] ?? "";
    const steps = detail.drawn?.door?.[id];
    clearTimeout(timer);
    if (heard && !detail.stale && (versionOf(section) === heard || (steps && lay(page, steps, heard)))) return;
    timer = setTimeout(() => window.htmx?.trigger(page.querySelector("#questions"), "live"), (heard ? SOON : READ_AGAIN) + Math.random() * (detail.in ?? (steps ? APART : 0)));
  });
}
