// What a form says of its draft: a sentence with its choices above the words, and a quiet line beneath them.
export function notice(form, words, choices, link) {
  form.querySelector("[data-notice]")?.remove();
  const box = Object.assign(document.createElement("div"), { className: "kept-copy" });
  box.dataset.notice = "";
  box.append(Object.assign(document.createElement("span"), { textContent: words }));
  const row = Object.assign(document.createElement("span"), { className: "row" });
  for (const [label, act] of choices) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
    button.addEventListener("click", () => { box.remove(); act(); });
    row.append(button);
  }
  if (link) row.append(Object.assign(document.createElement("a"), { href: link[1], textContent: link[0], target: "_blank", rel: "noopener" }));
  box.append(row);
  box.setAttribute("role", "status");
  form.prepend(box);
}

// Said once for each state, not for each save: whoever listens to the page is not told again and again.
export function line(form) {
  const place = form.querySelector("[data-kept]");
  return (state, words) => {
    if (!place) return;
    place.dataset.state = state;
    if (words !== undefined && place.textContent !== words) place.textContent = words;
  };
}
