// When a form opens: what was begun in it comes back, from this browser or from another device; what this browser still holds of
// other drafts is given to the server. Then: the moments at which a form is kept.
const RESTING = 60000; // so long without a key: no other page is writing it now

// Whether no other page of this browser writes under this name; if so, this one does from now on, until it is closed.
export const claims = (tab) => new Promise((done) => {
  if (!navigator.locks) done(false);
  else navigator.locks.request(`parvis-${tab}`, { ifAvailable: true }, (lock) => { done(Boolean(lock)); return lock ? new Promise(() => {}) : undefined; }).catch(() => done(false));
});

export function listen({ form, changed, save, leave, resume, stop }) {
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => { if (event.target.matches("select, [type=checkbox]")) changed(); });
  form.addEventListener("parvis:held", changed); // files taken in, described, put in order or taken out
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) stop(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  addEventListener("pagehide", leave);
  addEventListener("online", () => save());
  addEventListener("pageshow", (event) => { if (event.persisted) resume(); });
}

export async function begin({ form, fields, store, slot, draft, version, restore, send, dirty, untouched }) {
  const address = form.dataset.save, copy = await store.find(slot, draft);
  const stateOf = (key) => fetch(`${form.dataset.state}?draft=${key}`, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : null), () => null);
  if (form.hasAttribute("data-refused")) { if (address) dirty(); return; }
  if (copy?.fields && (Object.values(copy.fields).some((value) => `${value}`.trim()) || copy.files?.length)) {
    const told = address && copy.draft ? await stateOf(copy.draft) : null;
    const isGone = told && (told.state === "sent" || (told.state === "nothing" && copy.acked));
    if (isGone) await store.remove(copy.id);
    else if (copy.draft && copy.draft === draft && copy.acked) await store.remove(copy.id); // the page itself is as new
    else if (!fields.same(copy) && untouched()) {
      if (told?.state === "kept" && copy.acked) await restore({ ...told, draft: copy.draft, tab: copy.tab, step: copy.step }, true);
      else await restore(told?.state === "nothing" ? { ...copy, version: 0 } : copy, !address || copy.acked);
    }
  } else if (form.hasAttribute("data-resumes") && !version) {
    // An answer begun on another device: asked for when one comes to write, not on each page.
    const ask = async () => {
      const told = await stateOf(draft);
      if (told?.state === "kept" && fields.isEmpty() && untouched()) restore({ ...told, draft }, true);
    };
    if (form.contains(document.activeElement)) await ask();
    else form.addEventListener("focusin", ask, { once: true });
  }
  if (!address) return;
  for (const other of await store.all()) {
    if (other.acked || !other.body || !other.draft || other.draft === draft || Date.now() - other.at < RESTING) continue;
    const body = new URLSearchParams(other.body);
    for (const [name, value] of Object.entries({ draft: other.draft, draft_version: other.version, draft_ago: Date.now() - other.at })) body.set(name, value);
    const answer = await send(body).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (["kept", "moved", "sent"].includes(told?.state)) await store.remove(other.id);
  }
}
