// The picture above an article: seen as soon as it is chosen, and taken away with a button.
export default function cover(box) {
  const input = box.querySelector("input[type=file]"), { form } = input, drop = box.querySelector("[name=cover_drop]");
  const picture = box.querySelector("img"), words = box.querySelector("[data-alt]"), remove = box.querySelector("[data-remove]");
  drop.closest("label").hidden = true;
  function show(src) {
    picture.hidden = words.hidden = remove.hidden = !src;
    if (src) picture.src = src;
  }
  input.addEventListener("change", () => {
    if (!input.files[0]) return;
    drop.checked = false;
    show(URL.createObjectURL(input.files[0]));
    give(input.files[0]);
  });
  // Sent at once, so that the draft has it; should that fail, it goes with the form.
  async function give(file) {
    const body = new FormData(), token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([\w-]+)/)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of Object.entries({ file, kind: "cover", alt: words.querySelector("input").value })) body.append(name, value);
    const answer = await fetch(box.dataset.upload, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } }).catch(() => null);
    if (!answer?.ok || input.files[0] !== file) return;
    box.querySelector("[name=cover_kept]")?.remove();
    box.append(Object.assign(document.createElement("input"), { type: "hidden", name: "cover_kept", value: (await answer.json()).id }));
    input.value = "";
    form.dispatchEvent(new CustomEvent("parvis:held"));
  }
  remove.addEventListener("click", () => { input.value = ""; box.querySelector("[name=cover_kept]")?.remove(); form.dispatchEvent(new CustomEvent("parvis:held")); drop.checked = true; show(""); input.focus(); });
  show(picture.getAttribute("src"));
}
