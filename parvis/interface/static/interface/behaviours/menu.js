// A <details> menu closes on Escape, on a click outside, and when another opens.
export default function menu(details) {
  const close = () => { details.open = false; };
  document.addEventListener("click", (event) => { if (!details.contains(event.target)) close(); });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) { close(); details.querySelector("summary").focus(); }
  });
}
