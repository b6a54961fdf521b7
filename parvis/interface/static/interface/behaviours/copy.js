// Copies the address of a link, and says so.
export default function copy(link) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(new URL(link.getAttribute("href"), location.href).href);
    const toast = Object.assign(document.createElement("p"), { className: "toast", textContent: link.dataset.said });
    document.getElementById("toasts").append(toast);
    setTimeout(() => toast.remove(), 4000);
  });
}
