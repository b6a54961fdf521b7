// Chosen pictures are shown with a field to describe each, and can be put in another order by keyboard or pointer.
export default function files(input) {
  const list = input.parentElement.querySelector(".files");
  function put(order) {
    const transfer = new DataTransfer();
    for (const file of order) transfer.items.add(file);
    input.files = transfer.files;
    show();
  }
  function show() {
    const words = [...list.querySelectorAll("input")].map((field) => field.value);
    list.replaceChildren(...[...input.files].map((file, index) => {
      const row = Object.assign(document.createElement("div"), { className: "row files__one", draggable: true });
      if (file.type.startsWith("image/")) {
        const image = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), width: 64, height: 64, alt: "" });
        row.append(image);
      }
      const alt = Object.assign(document.createElement("input"), { name: "alt", placeholder: input.dataset.describe, value: words[index] ?? "" });
      alt.setAttribute("aria-label", `${input.dataset.describe}: ${file.name}`);
      row.append(alt);
      if (index) {
        const up = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain", textContent: "↑" });
        up.setAttribute("aria-label", `${input.dataset.earlier}: ${file.name}`);
        up.addEventListener("click", () => move(index, index - 1));
        row.append(up);
      }
      row.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", index));
      row.addEventListener("dragover", (event) => event.preventDefault());
      row.addEventListener("drop", (event) => { event.preventDefault(); move(Number(event.dataTransfer.getData("text/plain")), index); });
      return row;
    }));
  }
  function move(from, to) {
    const order = [...input.files];
    order.splice(to, 0, order.splice(from, 1)[0]);
    put(order);
  }
  input.addEventListener("change", show);
}
