// Asks before a form that destroys something is sent.
export default function confirmation(form) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.question)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}
