// While one writes, after a pause, only the paragraphs that changed are read again; what needs the whole text (links, photos, readers)
// comes later, from the draft as it is kept. Nothing here keeps anybody from publishing; a correction is one tap, and can be undone.
const PAUSE = 700, MOST = 60, KNOWN = 500;
const RANK = { stop: 0, look: 1, ok: 2 };

export default async function relecture(box) {
  const form = box.closest("form"), { dataset } = box;
  const [{ default: paragraphs, replaceQuote }, { default: remarkOf }, { default: asking }] = await Promise.all([dataset.paragraphs, dataset.remark, dataset.asking].map((module) => import(module)));
  const ask = asking(form, dataset);
  const list = box.querySelector("[data-remarks]"), [calm, done, undo] = ["calm", "done", "undo"].map((name) => box.querySelector(`[data-${name}]`));
  const known = new Map(), ignored = new Set();
  let rest = [], opened = [], links = "", timer, asked = 0, begun = false;
  const place = () => form.querySelector("[name=place]")?.value ?? "";
  const keyOf = (text) => `${place()}\n${text}`;
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([\w-]+)/)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;
  const post = (address, body, type) => fetch(address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token(), "Content-Type": type } });
  form.querySelector("[data-read]")?.setAttribute("hidden", "");

  async function read() {
    const now = paragraphs(form), mine = ++asked;
    const fresh = [...new Set(now.map((one) => one.text))].filter((text) => !known.has(keyOf(text))).slice(0, MOST);
    if (fresh.length) {
      const body = JSON.stringify({ place: place(), paragraphs: fresh.map((text, id) => ({ id: `${id}`, text })) });
      const answer = await post(dataset.url, body, "application/json").catch(() => null);
      if (!answer?.ok) return; // offline, or signed out: said beneath the words already
      const { said } = await answer.json();
      if (known.size > KNOWN) known.clear();
      fresh.forEach((text, id) => known.set(keyOf(text), said[`${id}`] ?? []));
    }
    if (mine === asked) show();
  }
  async function readRest(draft) {
    const { remarks } = await ask(draft);
    if (!remarks) return;
    rest = [...remarks.filter((one) => one.check !== "links" || !opened.length), ...opened];
    show();
    // Addresses are opened apart, when one has changed: that takes the time it takes.
    const now = `${paragraphs(form).flatMap((one) => one.text.match(/https?:\/\/\S+|www\.\S+/gi) ?? [])} ${[...form.querySelectorAll(".rich__words a[href]")].map((link) => link.href)}`;
    if (now === links) return;
    links = now;
    opened = [];
    if (!now.trim()) return;
    const slow = await ask(draft, "&slow=1");
    if (links !== now) return;
    opened = slow.remarks ?? [];
    rest = [...rest.filter((one) => one.check !== "links"), ...opened];
    show();
  }
  const isIgnored = (one) => ignored.has(`${one.check} ${one.quote.toLowerCase()}`);

  function show() {
    const ranges = { look: [], stop: [] }, rows = [];
    for (const paragraph of paragraphs(form)) for (const one of known.get(keyOf(paragraph.text)) ?? []) {
      if (isIgnored(one)) continue;
      ranges[one.severity]?.push(...(one.end > one.start ? paragraph.marks(one.start, one.end) : []));
      rows.push([one, (words) => { paragraphs(form).find((other) => other.name === paragraph.name && other.text === paragraph.text)?.replace(one.start, one.end, words); }]);
    }
    for (const one of rest) if (!isIgnored(one)) rows.push([one, (words) => replaceQuote(form, one.quote, words)]);
    if (rows.some(([one]) => one.check === "rights" && one.severity !== "ok")) rows.splice(0, rows.length, ...rows.filter(([one]) => one.check !== "rights" || one.severity !== "ok"));
    rows.sort(([one], [other]) => RANK[one.severity] - RANK[other.severity]);
    const said = rows.map(([one]) => `${one.check} ${one.quote} ${one.message}`).join("\n");
    if (list.dataset.said !== said || !begun) {
      const held = list.contains(document.activeElement);
      list.replaceChildren(...rows.map(([one, fix]) => remarkOf(box, one, { fix: (words) => { fix(words); tell(one, words); }, ignore: () => ignore(one) })));
      list.dataset.said = said;
      if (held) (list.querySelector("button") ?? form.querySelector(".rich__words, textarea[name=body]")).focus();
    }
    begun = true;
    const count = rows.filter(([one]) => one.severity !== "ok").length;
    const isWritten = paragraphs(form).length > 0, words = count ? (count > 1 ? dataset.several.replace("{n}", count) : dataset.one) : isWritten ? dataset.well : "";
    if (calm.textContent !== words) calm.textContent = words;
    calm.classList.toggle("check__calm--well", !count && isWritten);
    if (!window.CSS?.highlights) return;
    for (const [severity, some] of Object.entries(ranges)) CSS.highlights.set(`remark-${severity}`, new Highlight(...some));
  }
  function tell(one, words) {
    done.textContent = dataset.fixed.replace("{new}", words).replace("{old}", one.quote);
    rest = rest.filter((other) => other !== one);
    undo.hidden = false;
  }
  undo.addEventListener("click", () => {
    const rich = form.querySelector("textarea[name=body]").closest(".editor")?.rich;
    if (rich) rich.chain().undo().focus().run(); else document.execCommand("undo");
    done.textContent = "";
    undo.hidden = true;
  });
  async function ignore(one) {
    ignored.add(`${one.check} ${one.quote.toLowerCase()}`);
    show();
    await post(dataset.ignored, new URLSearchParams({ check: one.check, words: one.quote }), "application/x-www-form-urlencoded").catch(() => null);
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(read, PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.querySelector("textarea[name=body]").addEventListener("input", later);
  form.addEventListener("parvis:kept", (event) => readRest(event.detail));
  if (paragraphs(form).length) later();
  const draft = form.querySelector("[name=draft]")?.value;
  if ("alone" in dataset ? paragraphs(form).length : draft && Number(form.querySelector("[name=draft_version]")?.value)) readRest(draft);
}
