// While one types @na…, offers people: arrows and Enter choose, Escape closes. Works on any textarea.
export default function mention(area) {
  const list = Object.assign(document.createElement("ul"), { className: "offers card", hidden: true });
  list.setAttribute("role", "listbox");
  area.after(list);
  let found = [], chosen = 0, asked = 0;
  const start = () => area.value.slice(0, area.selectionStart).match(/(?:^|[\s(])@([\p{L}\d.-]{1,30})$/u)?.[1];
  function close() { list.hidden = true; found = []; }
  function draw() {
    list.replaceChildren(...found.map((person, index) => {
      const row = document.createElement("li");
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", index === chosen);
      row.textContent = `${person.name} · ${person.job || person.unit}`;
      row.addEventListener("mousedown", (event) => { event.preventDefault(); put(person); });
      return row;
    }));
    list.hidden = !found.length;
  }
  function put(person) {
    const typed = start() ?? "";
    area.setRangeText(`${person.handle} `, area.selectionStart - typed.length, area.selectionStart, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }
  area.addEventListener("input", async () => {
    const typed = start();
    if (!typed) return close();
    const turn = ++asked;
    const place = area.form.querySelector("[name=place]")?.value ?? area.dataset.place ?? "";
    const answer = await fetch(`${area.dataset.url}?q=${encodeURIComponent(typed)}&in=${encodeURIComponent(place)}`);
    if (turn !== asked || !answer.ok) return;
    found = await answer.json();
    chosen = 0;
    draw();
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length; draw(); }
    else if (event.key === "Enter" || event.key === "Tab") put(found[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  area.addEventListener("blur", close);
}
