// What is typed is kept on the server two seconds after the last key, and at once when leaving; when that fails it stays in this
// browser, and goes at the next key or the next visit. The button of the form does the same without JavaScript.
const WAIT = 2000;
const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const store = (name, copy) => { try { localStorage.setItem(name, JSON.stringify(copy)); } catch { /* full or refused: the form remains */ } };

export default function autosave(form) {
  const field = form.elements.body, says = form.querySelector("[data-says]"), { dataset } = form;
  let name = `parvis:${dataset.name}`, kept = field.defaultValue, waiting, sending = false, stopped = false, left = false;
  const copy = read(name);
  if (copy?.body && copy.body !== kept && !("refused" in dataset)) offer(copy);

  // With the key of the window it was typed in: what that one could still send at its end is the same text, not a second one.
  function offer({ body, key }) {
    if (key && form.elements.idempotency_key) form.elements.idempotency_key.value = key;
    const notice = Object.assign(document.createElement("p"), { className: "kept-copy", textContent: `${dataset.restored} ` });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: dataset.aside });
    notice.setAttribute("role", "status");
    button.addEventListener("click", () => { field.value = kept; localStorage.removeItem(name); notice.remove(); field.focus(); });
    notice.append(button);
    form.prepend(notice);
    field.value = body;
    later();
  }
  function keepHere() { store(name, { at: Date.now(), body: field.value, key: form.elements.idempotency_key?.value }); }
  function later() { clearTimeout(waiting); waiting = setTimeout(send, WAIT); }

  async function send(leaving = false) {
    const body = field.value;
    if (sending || stopped || left || body === kept || !body.trim()) return;
    sending = true;
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" }, keepalive: leaving === true, redirect: "error",
    }).catch(() => null);
    sending = false;
    if (answer?.ok) done(body, await answer.json());
    else if (answer?.status === 409) { stopped = true; says.textContent = dataset.conflict; }
    else if (answer?.status === 422) says.textContent = Object.values((await answer.json()).errors).flat().join(" ");
    else says.textContent = dataset.failed;
  }
  function done(body, { id, version }) {
    kept = body;
    localStorage.removeItem(name);
    says.textContent = dataset.kept;
    form.dispatchEvent(new CustomEvent("parvis:kept", { detail: "" })); // who reads over reads the whole again
    if (!form.elements.version) { // kept for the first time: from now on this form changes it
      form.elements.idempotency_key.remove();
      for (const [key, value] of [["_method", "PUT"], ["version", version], ["again", `/rehearsals/${id}/edit/`]]) {
        const input = form.querySelector(`input[name="${key}"]`) ?? Object.assign(document.createElement("input"), { type: "hidden", name: key });
        input.value = value;
        form.append(input);
      }
      form.action = `/rehearsals/${id}/`;
      name = name.replace(/new$/, id);
      history.replaceState(null, "", `/rehearsals/${id}/edit/`);
    } else form.elements.version.value = version;
    if (field.value !== kept) { keepHere(); later(); }
  }
  field.addEventListener("input", () => { says.textContent = ""; keepHere(); later(); });
  form.addEventListener("submit", () => { left = true; clearTimeout(waiting); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(true); });
  addEventListener("online", () => send());
}
