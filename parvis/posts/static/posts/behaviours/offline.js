// What is written without network is a copy like those of any composer (drafts/store.js): the next composer that opens with a network
// gives it to the server as a draft.
const KEY = "parvis-offline-draft", PAUSE = 300;
const made = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, "0")).join("");

export default async function offline(form) {
  const store = await import(form.dataset.store), field = form.querySelector("textarea"), says = form.querySelector("[data-says]");
  const copies = await store.all(), open = copies.find((copy) => copy.id === sessionStorage.getItem(KEY) && !copy.acked);
  const draft = open?.draft ?? made(), tab = made();
  sessionStorage.setItem(KEY, draft);
  if (open && !field.value) field.value = open.fields.body;
  // What was shared from another application is not lost for want of a network.
  const given = new URLSearchParams(location.pathname === "/share-to/" ? location.search : ""), shared = ["title", "text", "url"].map((name) => given.get(name)).filter(Boolean).join("\n");
  const isNew = shared && !field.value.includes(shared);
  if (isNew) field.value = field.value ? `${field.value}\n\n${shared}` : shared;
  let timer, step = open?.step ?? 0;
  async function keep() {
    const fields = { body: field.value, format: "markdown" };
    const body = `${new URLSearchParams({ _method: "PUT", kind: "note", ...fields })}`;
    const kept = await store.put({ id: draft, slot: "aside", key: "", draft, version: 0, tab, step: ++step, at: Date.now(), acked: false, fields, files: [], body });
    says.textContent = kept ? form.dataset.kept : form.dataset.lost;
  }
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
  if (isNew) keep();
  addEventListener("pagehide", () => { if (timer) keep(); });
}
