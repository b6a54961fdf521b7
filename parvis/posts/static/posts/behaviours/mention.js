// While one types @na… or #sub…, offers people and subjects: arrows and Enter choose, Escape closes. `complete` is the same for
// any place one writes in: a textarea here, the rich editor with `ofEditor`.
export default function mention(area) {
  complete({
    area, keys: area, says: area, at: area, before: () => area.value.slice(0, area.selectionStart),
    put(length, text) {
      area.setRangeText(text, area.selectionStart - length, area.selectionStart, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    listen: (changed, left) => { area.addEventListener("input", () => area.getAttribute("aria-hidden") || changed()); area.addEventListener("blur", left); },
  });
}

export function ofEditor(rich, host, area) {
  return {
    area, keys: host, says: rich.view.dom, at: host,
    before: () => { const { $from, empty } = rich.state.selection; return empty && !rich.isActive("code") && !rich.isActive("codeBlock") ? $from.parent.textBetween(0, $from.parentOffset, "\n", "\n") : ""; },
    put(length, text) { const { from } = rich.state.selection; rich.chain().insertContentAt({ from: from - length, to: from }, text).run(); },
    listen: (changed, left) => { rich.on("update", changed); rich.on("blur", left); },
    place(list) {
      const caret = rich.view.coordsAtPos(rich.state.selection.from), frame = host.getBoundingClientRect();
      list.style.top = `${caret.bottom - frame.top + 4}px`;
      list.style.left = `${Math.max(0, Math.min(caret.left - frame.left, frame.width - list.offsetWidth))}px`;
    },
  };
}

let lists = 0;
export function complete(writer) {
  const { area, keys, says } = writer;
  const list = Object.assign(document.createElement("ul"), { className: "offers card", hidden: true, id: `offers-${++lists}` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.dataset.offers);
  if (keys === area) area.after(list); else keys.append(list);
  let found = [], chosen = 0, asked = 0;
  const start = () => writer.before().match(/(?:^|[\s(])([@#])([\p{L}\d._-]{1,30})$/u);
  function close() { list.hidden = true; found = []; asked++; says.removeAttribute("aria-activedescendant"); says.removeAttribute("aria-controls"); }
  function draw() {
    list.replaceChildren(...found.map((one, index) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}-${index}` });
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", index === chosen);
      row.textContent = one.handle ? `${one.name} · ${one.job || one.unit}` : `#${one.name}`;
      row.addEventListener("mousedown", (event) => { event.preventDefault(); put(one); });
      return row;
    }));
    list.hidden = !found.length;
    if (list.hidden) return close();
    says.setAttribute("aria-controls", list.id);
    says.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    writer.place?.(list);
  }
  function put(one) {
    const typed = start()?.[2] ?? "";
    close();
    writer.put(typed.length, `${one.handle ?? one.name} `);
  }
  writer.listen(async () => {
    const match = start();
    if (!match) return close();
    const turn = ++asked, [, sign, typed] = match;
    const place = area.form.querySelector("[name=place]")?.value ?? area.dataset.place ?? "";
    const answer = await fetch(`${sign === "@" ? area.dataset.url : area.dataset.subjects}?q=${encodeURIComponent(typed)}&in=${encodeURIComponent(place)}`);
    if (turn !== asked || !answer.ok) return;
    found = await answer.json();
    if (turn !== asked) return;
    chosen = 0;
    draw();
  }, close);
  keys.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length; draw(); }
    else if (event.key === "Enter" || event.key === "Tab") put(found[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
