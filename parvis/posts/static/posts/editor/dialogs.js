// Asks for the address of a link, and for a picture and its description. Said in words when something is missing.
const addressOf = (typed) => {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:)\S+$/i.test(text) || /^\/[^/\s]\S*$/.test(text)) return text;
  if (/^[^@\s/]+@[^@\s]+\.\w{2,}$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(text) ? `https://${text}` : "";
};

export default function dialogs(box, rich, token) {
  const made = {};
  function get(name) {
    if (!made[name]) {
      const dialog = box.querySelector(`template[data-dialog=${name}]`).content.firstElementChild.cloneNode(true);
      dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => rich.view.focus());
      made[name] = document.body.appendChild(dialog);
    }
    const form = made[name].querySelector("form"), said = form.querySelector("[role=alert]");
    form.reset();
    said.textContent = "";
    const refuse = (words, field) => { said.textContent = words; field?.focus(); };
    return { dialog: made[name], form, fields: form.elements, refuse };
  }

  function link() {
    const { dialog, form, fields, refuse } = get("link");
    const on = rich.isActive("link"), bare = rich.state.selection.empty && !on;
    fields.href.value = rich.getAttributes("link").href ?? "";
    fields.words.closest(".field").hidden = !bare;
    const remove = form.querySelector("[data-remove]");
    remove.hidden = !on;
    remove.onclick = () => { rich.chain().extendMarkRange("link").unsetLink().run(); dialog.close(); };
    form.onsubmit = (event) => {
      event.preventDefault();
      const href = addressOf(fields.href.value);
      if (!href) return refuse(form.dataset.wrong, fields.href);
      const chain = rich.chain().scrollIntoView();
      if (bare) chain.insertContent([{ type: "text", text: fields.words.value.trim() || href, marks: [{ type: "link", attrs: { href } }] }, { type: "text", text: " " }]).run();
      else chain.extendMarkRange("link").setLink({ href }).run();
      dialog.close();
    };
    dialog.showModal();
  }

  function image(chosen) {
    const { dialog, form, fields, refuse } = get("image");
    const there = !chosen && rich.isActive("image"), preview = form.querySelector("img");
    const show = (src) => { preview.hidden = !src; if (src) preview.src = src; };
    const seen = () => show(fields.file.files[0] ? URL.createObjectURL(fields.file.files[0]) : "");
    fields.file.closest(".field").hidden = there;
    fields.file.onchange = seen;
    if (chosen) { const all = new DataTransfer(); all.items.add(chosen); fields.file.files = all.files; }
    if (there) { show(rich.getAttributes("image").src); fields.alt.value = rich.getAttributes("image").alt; } else seen();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const alt = fields.alt.value.trim(), [file] = fields.file.files;
      if (!there && !file) return refuse(form.dataset.nofile, fields.file);
      if (!alt) return refuse(form.dataset.noalt, fields.alt);
      if (there) rich.chain().updateAttributes("image", { alt }).run();
      else {
        const body = new FormData();
        for (const [name, value] of Object.entries({ file, alt, kind: "inline" })) body.append(name, value);
        form.setAttribute("aria-busy", "true");
        const answer = await fetch(box.dataset.upload, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } }).catch(() => null);
        form.removeAttribute("aria-busy");
        const said = await answer?.json().catch(() => ({}));
        if (!answer?.ok) return refuse((answer?.status === 401 ? form.dataset.ended : said?.error) || form.dataset.failed);
        rich.chain().insertContent({ type: "image", attrs: { src: said.large, alt, width: said.width, height: said.height } }).scrollIntoView().run();
      }
      dialog.close();
    };
    dialog.showModal();
  }
  return { link, image };
}

// Files pasted or dropped: a picture goes into the text of an article, anything else beside the words.
export function files(data, area, ask) {
  const found = [...data?.files ?? []];
  if (!found.length || data.types.includes("text/html")) return false;
  if (ask && found[0].type.startsWith("image/")) { ask.image(found[0]); return true; }
  const input = area.form.querySelector("input[name=files]");
  if (!input) return false;
  const all = new DataTransfer();
  for (const file of [...input.files, ...found]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
