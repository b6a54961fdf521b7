// A field that names a colleague: offers people while one types. Arrows and Enter choose, Escape closes; plain text works too.
export default function choose(input) {
  const list = Object.assign(document.createElement("ul"), { className: "offers card", hidden: true, id: `${input.id}-offers` });
  const said = input.parentElement.querySelector("[data-said]");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  let found = [], chosen = -1, turn = 0, waiting;
  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
    if (!open) input.removeAttribute("aria-activedescendant");
  }
  function mark(index) {
    chosen = index;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === chosen));
    if (chosen >= 0) { input.setAttribute("aria-activedescendant", list.children[chosen].id); list.children[chosen].scrollIntoView({ block: "nearest" }); }
  }
  function put(person) {
    input.value = person.handle;
    if (said) said.textContent = `${person.name}${person.job ? ` · ${person.job}` : ""}`;
    found = [];
    show(false);
  }
  function draw() {
    list.replaceChildren(...found.map((person, index) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, textContent: `${person.name}${person.job ? ` · ${person.job}` : ""}` });
      row.setAttribute("role", "option");
      row.addEventListener("mousedown", (event) => { event.preventDefault(); put(person); });
      return row;
    }));
    mark(found.length ? 0 : -1);
    show(found.length > 0);
    if (said) said.textContent = found.length ? "" : input.dataset.none;
  }
  async function ask() {
    const typed = input.value.trim(), mine = ++turn;
    if (typed.length < 2 || typed.includes("@")) { found = []; return show(false); }
    const answer = await fetch(`${input.dataset.url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
    if (mine !== turn || !answer.ok) return;
    found = (await answer.json()).people.slice(0, 8);
    draw();
  }
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark((chosen + 1) % found.length);
    else if (event.key === "ArrowUp") mark((chosen + found.length - 1) % found.length);
    else if (event.key === "Enter" && chosen >= 0) put(found[chosen]);
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show(false));
}
