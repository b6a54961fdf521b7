// Nothing written is ever lost. What is typed is kept in this browser at once, and on the server two seconds after the last key and
// when one leaves: an expired session, a closed tab, a cut network or a server that restarts loses nothing. What another page or
// device wrote meanwhile is not overwritten: both texts are kept, and the page says which is newer.
const PAUSE = 2000, MOST = 8000, LONGEST = 30000, LEAVING = 60000, AHEAD = 100;
const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )(?:__Host-)?${name}=([\\w-]+)`))?.[1];
const made = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, "0")).join("");

export default async function keep(form) {
  // Words a browser put back itself on the way back, seen before the editor makes its own of them.
  const isPutBack = [...form.querySelectorAll("textarea, input[name=title]")].some((field) => field.value !== field.defaultValue);
  const { keep: slot, save: address, store: at, fields: read, notices } = form.dataset;
  const [store, { default: fieldsOf }, says, { begin, claims, listen }] = await Promise.all([at, read, notices, form.dataset.opening].map((module) => import(module)));
  const fields = fieldsOf(form), said = says.line(form), key = form.querySelector("[name=idempotency_key]")?.value ?? "";
  const hidden = (name) => form.querySelector(`[name=${name}]`) ?? {};
  let draft = hidden("draft").value ?? "", version = Number(hidden("draft_version").value ?? 0), tab = made();
  let edits = 0, acked = 0, step = 0, wait = PAUSE, timer, since = 0, typedAt = Date.now(), stopped = false, sending = false;
  const id = () => draft || slot;
  const know = () => { if (address) [hidden("draft").value, hidden("draft_version").value, hidden("draft_tab").value] = [draft, version, tab]; };
  const copyOf = (isAcked) => ({ id: id(), slot, key, draft, version, tab, step, at: typedAt, acked: isAcked, fields: fields.values(), files: fields.files(), body: address ? `${fields.body()}` : "" });
  const send = (body, leaving = false) => fetch(address, {
    method: "POST", body, keepalive: leaving && `${body}`.length < LEAVING,
    headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") ?? hidden("csrfmiddlewaretoken").value, "Content-Type": "application/x-www-form-urlencoded" },
  });

  // Back to a form whose words are already sent: a new page, so that nothing is sent twice.
  async function isSent() {
    const copy = await store.find(slot, draft), published = copy?.key && copy.key === cookie("parvis_sent");
    if (published) await store.remove(copy.id);
    if ((key && key === cookie("parvis_sent")) || (published && isPutBack)) location.replace(location.href);
    return Boolean(published);
  }
  function changed() {
    if (!edits) claims(tab);
    edits += 1;
    typedAt = Date.now();
    if (fields.isEmpty() && !version && fields.isAsGiven()) store.remove(id());
    else store.put(copyOf(false));
    clearTimeout(timer);
    since ||= typedAt; // who never pauses is kept all the same
    timer = setTimeout(save, typedAt - since > MOST ? 0 : PAUSE);
  }
  async function save(leaving) {
    if (!address || stopped || edits === acked || (sending && !leaving)) return;
    if (fields.isEmpty() && !version) return;
    const mark = edits, body = fields.body();
    for (const [name, value] of Object.entries({ draft, draft_version: version, draft_tab: tab, draft_step: ++step, draft_ago: Date.now() - typedAt })) body.set(name, value);
    [sending, since] = [true, 0];
    const answer = await send(body, leaving).catch(() => null);
    sending = false;
    const told = await answer?.json().catch(() => null);
    clearTimeout(timer);
    if (told?.state === "kept") {
      [version, acked, wait] = [Math.max(version, told.version), Math.max(acked, mark), PAUSE];
      know();
      if (acked === edits) { said("kept", form.dataset.said); await store.put(copyOf(true)); }
      form.dispatchEvent(new CustomEvent("parvis:kept", { detail: draft }));
    } else if (told?.state === "moved") return moved(told);
    else if (told?.state === "sent") { stopped = true; store.remove(id()); said("sent", form.dataset.sent); return; }
    else if (told?.state === "nothing") acked = Math.max(acked, mark);
    else {
      said("local", told?.error && answer.status !== 401 ? told.error : answer?.status === 401 ? form.dataset.ended : form.dataset.local);
      wait = Math.min(wait * 2, LONGEST);
    }
    if (edits !== acked) timer = setTimeout(save, wait);
  }
  function moved(told) {
    stopped = true;
    const go = () => { version = told.version; stopped = false; know(); };
    says.notice(form, told.message, [
      [form.dataset.mine, () => { go(); edits += 1; save(); }],
      [form.dataset.theirs, () => { go(); acked = edits; fields.put(told.fields, told.files); store.put(copyOf(true)); }],
    ], [form.dataset.versions, told.versions]);
  }
  async function restore(copy, isOurs, words = form.dataset.restored) {
    const before = { fields: fields.values(), files: fields.files() };
    if (copy.draft && address) [draft, version] = [copy.draft, copy.version];
    // The page that wrote it is no more: this one goes on in its name, so that a save it made while leaving is no conflict.
    if (copy.tab && await claims(copy.tab)) [tab, step] = [copy.tab, copy.step + AHEAD];
    know();
    document.querySelector(`[data-begun="${draft}"]`)?.remove();
    fields.put(copy.fields, copy.files, !new URLSearchParams(location.search).has("in"));
    if (!isOurs) { edits += 1; timer = setTimeout(save, PAUSE); }
    store.put({ ...copyOf(isOurs), at: copy.at ?? Date.now() });
    says.notice(form, words, Number(form.dataset.version) ? [] : [[form.dataset.aside, async () => {
      await save();
      const isKept = !address || edits === acked, stays = form.hasAttribute("data-resumes");
      if (isKept) await store.remove(id());
      else if (!stays) await store.put({ ...copyOf(false), slot: "aside" });
      if (!stays) [draft, version, tab] = [address && made(), 0, made()];
      acked = edits;
      know();
      fields.put({ ...before.fields, format: before.fields.body?.startsWith("<") ? "html" : "markdown" }, before.files);
      if (stays) changed();
    }]]);
  }
  const leave = () => { if (!stopped && edits !== acked) store.putNow(copyOf(false)); save(true); };
  listen({ form, changed, save, leave, resume: () => { stopped = false; isSent(); }, stop: () => { stopped = true; clearTimeout(timer); know(); } });
  know();
  if (!(await isSent())) await begin({ form, fields, store, slot, draft, version, restore, send, dirty: changed, untouched: () => !edits });
}
