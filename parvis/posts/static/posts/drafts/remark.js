// A remark as a line: its sign, the words concerned, what is said of them, and what one tap can do.
export default function remarkOf(box, one, { fix, ignore }) {
  const { dataset } = box, row = box.querySelector("template[data-remark]").content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-${name}]`), acts = part("acts");
  row.classList.add(`remark--${one.severity}`);
  part("sign").textContent = { ok: "✓", look: "!", stop: "✕" }[one.severity];
  part("severity").textContent = dataset[one.severity];
  if (one.quote) part("quote").textContent = dataset.quote.replace("{words}", one.quote); else part("quote").remove();
  part("said").innerHTML = one.said; // drawn and escaped by the server
  const button = (words, label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    acts.append(made, " ");
    return made;
  };
  for (const words of one.fixes) {
    const shown = words === "…" ? dataset.mask : words === "" ? dataset.remove : words.length > 60 ? `${words.slice(0, 57)}…` : words;
    button(shown, words && words !== "…" ? dataset.put.replace("{words}", words) : shown, () => fix(words));
  }
  if (one.ignore) button(dataset.ignore, `${dataset.ignore}: ${one.quote}`, ignore).dataset.ignores = "";
  return row;
}
