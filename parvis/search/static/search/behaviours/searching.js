// The box of the bar: “/” brings to it (where it is hidden, to the page of search), arrows walk what is offered, Escape closes. Without it, Enter searches.
export default function searching(form) {
  const input = form.querySelector("input"), offers = form.querySelector(".search__offers");
  const links = () => [...offers.querySelectorAll("a")];
  const close = () => offers.replaceChildren();
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = input.offsetParent ? input : document.getElementById("search-q");
    event.preventDefault();
    if (!box) { location.assign(form.action); return; }
    box.focus();
    box.select();
  });
  form.addEventListener("keydown", (event) => {
    const rows = links(), at = rows.indexOf(document.activeElement);
    if (event.key === "Escape" && rows.length) { close(); input.focus(); }
    else if (event.key === "ArrowDown" && rows.length) rows[Math.min(at + 1, rows.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (at ? rows[at - 1] : input).focus();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => { if (!form.contains(relatedTarget)) close(); });
  // The mouse gives some links no focus: what is offered stays until it is chosen.
  offers.addEventListener("mousedown", (event) => event.preventDefault());
}
