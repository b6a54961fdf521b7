// A door asks for itself again and again. Where it hears when something has changed, it asks then and only then.
const READ_AGAIN = 1100; // ms: for so long the server may answer with what it read before

export default function watch(page) {
  let timer;
  page.addEventListener("htmx:beforeRequest", (event) => {
    const { target, detail } = event;
    if (target.id !== "questions" || detail.requestConfig.triggeringEvent?.type === "live") return;
    if ("live" in document.documentElement.dataset) event.preventDefault();
  });
  document.addEventListener("parvis:hint", ({ detail }) => {
    const section = page.querySelector("#questions[data-live]");
    const id = section?.dataset.live.split(":")[1];
    if (!id || !(detail.stale || detail.door?.includes(id))) return;
    clearTimeout(timer);
    timer = setTimeout(() => window.htmx?.trigger(page.querySelector("#questions"), "live"), READ_AGAIN + Math.random() * (detail.in ?? 0));
  });
}
