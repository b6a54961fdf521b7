// Chosen files go to the server at once, as files: a draft holds them, and nothing is chosen twice. Each picture is shown with a
// field to describe it; they are put in another order by keyboard or pointer. One that could not be sent goes with the form.
const make = (name, given) => Object.assign(document.createElement(name), given);

export default function files(input) {
  const { form } = input, list = input.parentElement.querySelector(".files"), said = input.parentElement.querySelector("[role=status]");
  const { describe, earlier, remove, upload, sending, failed } = input.dataset;
  const rows = () => [...list.children];
  const held = () => form.dispatchEvent(new CustomEvent("parvis:held"));
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([\w-]+)/)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;

  function button(words, label, act) {
    const made = make("button", { type: "button", className: "button button--plain", textContent: words });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }
  // What the form will send of files that are not on the server yet.
  function pending() {
    const transfer = new DataTransfer();
    for (const row of rows()) if (row.waiting) transfer.items.add(row.waiting);
    input.files = transfer.files;
  }
  function row({ name, kind, id = "", alt = "", file }) {
    const made = make("div", { className: "row files__one", draggable: true, waiting: file });
    Object.assign(made.dataset, { file: id, name, kind });
    if (kind === "photo") made.append(make("img", { src: file ? URL.createObjectURL(file) : `/attachments/${id}/small/`, width: 64, height: 64, alt: "" }));
    if (kind === "photo") {
      const words = make("input", { name: id ? `alt-${id}` : "alt", placeholder: describe, value: alt });
      words.setAttribute("aria-label", `${describe}: ${name}`);
      made.append(words);
    } else made.append(make("span", { className: "grow", textContent: name }));
    if (id) made.append(make("input", { type: "hidden", name: "kept", value: id }));
    made.append(button("↑", `${earlier}: ${name}`, () => { if (made.previousElementSibling) { made.after(made.previousElementSibling); pending(); held(); made.querySelector("button").focus(); } }));
    made.append(button("×", `${remove}: ${name}`, () => { made.remove(); pending(); held(); input.focus(); }));
    made.addEventListener("dragstart", (event) => { list.dragged = made; event.dataTransfer.setData("text/plain", name); });
    made.addEventListener("dragover", (event) => event.preventDefault());
    made.addEventListener("drop", (event) => { event.preventDefault(); if (list.dragged) { made.before(list.dragged); pending(); held(); } });
    return made;
  }
  async function give(waiting, file) {
    const body = new FormData();
    body.append("file", file);
    const answer = await fetch(upload, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!waiting.isConnected) return;
    if (!answer?.ok) {
      said.textContent = (answer?.status === 422 && told?.error) || failed;
      if (answer?.status === 422) { waiting.remove(); pending(); }
      return;
    }
    const alt = waiting.querySelector("input[name=alt]")?.value ?? "";
    waiting.replaceWith(row({ ...told, alt }));
    pending();
    said.textContent = rows().some((one) => one.waiting) ? sending : "";
    held();
  }
  input.addEventListener("change", () => {
    const print = (file) => file && `${file.name} ${file.size} ${file.lastModified}`, known = rows().map((one) => print(one.waiting));
    for (const file of [...input.files].filter((one) => !known.includes(print(one)))) {
      const kind = file.type.startsWith("image/") ? "photo" : "file";
      const waiting = row({ name: file.name, kind, file });
      list.append(waiting);
      if (upload) { said.textContent = sending; give(waiting, file); }
    }
    pending();
  });
  const show = (given) => { list.replaceChildren(...given.map(row)); pending(); };
  form.addEventListener("parvis:files", (event) => show(event.detail));
  const first = [...form.querySelectorAll("[data-file]")].map((one) => ({ id: one.dataset.file, ...one.dataset, alt: one.querySelector("[name^=alt-]")?.value }));
  for (const one of form.querySelectorAll("[data-file]")) one.remove();
  show(form.heldFiles ?? first);
}
