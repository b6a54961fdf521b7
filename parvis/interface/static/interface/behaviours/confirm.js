// Asks before a form that destroys something is sent. Without JavaScript the server asks the same question on a page.
export default function confirmation(form) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.question)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (!form.elements.confirmed) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "1" }));
  }, true);
}
